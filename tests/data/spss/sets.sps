SET LOCALE="C.UTF-8".
DATA LIST LIST NOTABLE /wave_number_one_long (F4) rsn_friends rsn_festival rsn_alone (F1) first second (F2) ever_used_ab ever_used_cd (A3) when (DATE11) score (F8.4).
BEGIN DATA
1 1 2 2 3 1 Y N 03-JUN-2019 1.5
2 2 2 2 99 -1 N N 04-JUN-2019 2.3333333333333335
3 2 . 2 . . "" "" . .
4 1 9 2 2 99 Y "" 05-JUN-2019 1000000
5 9 9 9 99 99 N Y 06-JUN-2019 0.00001
6 . . . 4 . Y Y 31-DEC-1999 -7
END DATA.
VARIABLE LABELS wave_number_one_long "Wave" rsn_friends "With friends" rsn_festival "At a festival" rsn_alone "Alone" first "First country" second "Second country" when "Day".
VALUE LABELS rsn_friends rsn_festival rsn_alone 1 "Yes" 2 "No" 9 "Refused" /first second 1 "België" 2 "France" 3 "Deutschland" 99 "Don't know".
MISSING VALUES rsn_friends rsn_festival rsn_alone (9) /first second (99) /score (LO THRU 0).
MRSETS /MDGROUP NAME=$where LABEL="Where?" CATEGORYLABELS=VARLABELS VARIABLES=rsn_friends rsn_festival rsn_alone VALUE=1
 /MDGROUP NAME=$outside LABEL="Outside?" VARIABLES=rsn_friends rsn_festival VALUE=1
 /MCGROUP NAME=$countries LABEL="Countries" VARIABLES=first second
 /MDGROUP NAME=$ever LABEL="Ever" VARIABLES=ever_used_ab ever_used_cd VALUE="Y".
SAVE OUTFILE="sets.sav".
SAVE OUTFILE="sets.zsav" /ZCOMPRESSED.
