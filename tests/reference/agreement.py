"""Coefficients of agreement that others printed, each with where.

R, where a line stands: irrCAC 1.0 (`x` holds one row for each unit, one column for each coder); psych 2.2.9 and vcd
1.4-11 under R 4.2.2. Ratings are written unit by unit, one sign each; a point is a unit that the coder did not rate.
Papers print few decimals and only their own coefficient; the others were computed from the formulas.
"""

# krippendorff: the metric; then nominal alpha for a list of rows, one row for each coder

KRIPPENDORFF = [
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, A: two coders, yes and no, p. 2
    (("0100000010", "1110010000"), {"nominal": 0.0952}),
    # the same, B: two coders, several categories, p. 4
    (("aabbdcccedda", "babbbccceddd"), {"nominal": 0.6920}),
    # the same, C: four coders, ratings missing, p. 5-9
    # irr::kripp.alpha(x, "nominal") … "ratio"
    (
        ("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
        {"nominal": 0.7434, "ordinal": 0.8154, "interval": 0.8491, "ratio": 0.7974},
    ),
    # en.wikipedia.org/wiki/Krippendorff's_alpha, three coders, fifteen units
    (
        (".....34121133.3", "1.213343.......", "..21344.21133.4"),
        {"nominal": 0.6914, "interval": 0.8108},
    ),
]

HAYES_KRIPPENDORFF = """112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1
    111.1 212.2 1233.
    1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2
    22.12 2222. 111.1"""
"""Hayes and Krippendorff 2007 (Communication Methods and Measures 1:77), 40 units by five coders. Written down from
memory; both printed alphas come out of it to the last digit, so that a slip in it is next to impossible."""
HAYES_KRIPPENDORFF_ALPHA = {"ordinal": 0.7598, "nominal": 0.4765}

FOUR_RATERS = ("123321412...", "1233224125..", ".33323422513", "12332441251.")
"""irrCAC::cac.raw4raters: data C of Krippendorff, with unit 12 rated by the third coder instead of the second."""
FOUR_RATERS_FOUND = {
    # pa.coeff.raw(x), gwet.ac1.raw(x), fleiss.kappa.raw(x), krippen.alpha.raw(x), conger.kappa.raw(x), bp.coeff.raw(x)
    "percent": (0.8182, None),
    "gwet_ac1": (0.77544, 0.14295),
    "fleiss": (0.76117, 0.15302),
    "krippendorff": (0.74342, None),
    "conger": (0.76282, None),
    "brennan_prediger": (0.77273, 0.14472),
}
CONGER_AS_PRINTED = 0.76207
"""Conger's kappa with unit 12 rated by the second coder, as Krippendorff prints the data."""

SQUARES = [
    # irrCAC: kappa2.table(x), scott2.table(x), gwet.ac1.table(x), bp2.table(x), krippen2.table(x)
    (
        ((13, 0, 0), (0, 20, 7), (0, 4, 56)),
        {"cohen": 0.79641, "fleiss": 0.79624, "gwet_ac1": 0.84933, "brennan_prediger": 0.835, "krippendorff": 0.79726},
    ),
    # Cohen 1960 (Educational and Psychological Measurement 20:37), p. 45
    (
        ((88, 14, 18), (10, 40, 10), (2, 6, 12)),
        {"cohen": 0.492, "fleiss": 0.4872, "gwet_ac1": 0.5760, "brennan_prediger": 0.55},
    ),
    # the same, p. 37
    (((25, 12, 3), (13, 2, 15), (12, 16, 2)), {"cohen": -0.0923, "gwet_ac1": -0.0480}),
    # Brennan and Prediger 1981 (Educational and Psychological Measurement 41:687)
    (((50, 0, 0), (10, 10, 10), (20, 0, 0)), {"cohen": 0.27, "brennan_prediger": 0.40}),
    # constructed: nearly everything is yes
    (((8, 1), (0, 1)), {"gwet_ac1": 0.8658, "fleiss": 0.6078}),
    (((80, 7), (8, 5)), {"gwet_ac1": 0.808, "cohen": 0.3144}),
]

COHEN_ERRORS = [
    # psych::cohen.kappa(x): kappa, sqrt(var.kappa); vcd::Kappa(x)$Unweighted gives the same
    (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.4915254237, 0.0510018156),
    (((13, 0, 0), (0, 20, 7), (0, 4, 56)), 0.7964094022, 0.0589107183),
    (((25, 12, 3), (13, 2, 15), (12, 16, 2)), -0.0923076923, 0.0566414369),
]
FLEISS_1971 = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501
    30012 51000 02040
    10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"""
"""Fleiss 1971 (Psychological Bulletin 76:378), table 1: 30 patients, six psychiatrists each, how many said depression,
personality disorder, schizophrenia, neurosis, other. Written down from memory; the row sums, the five column totals and
all seven printed coefficients come out of it. Who gave which diagnosis is not in the paper, so the mean of Cohen's
kappa over pairs (.459, of the raw data in irr::diagnoses) cannot be had from it."""
FLEISS_1971_TOTALS = (26, 26, 30, 55, 43)
FLEISS_1971_FOUND = {"fleiss": 0.430, "gwet_ac1": 0.4479, "percent": 0.556}
FLEISS_1971_BY_CATEGORY = (0.245, 0.245, 0.520, 0.471, 0.566)

FLEISS_WIKIPEDIA = "0000E 02642 00356 03920 22811 77000 32630 25322 65210 02237"
"""en.wikipedia.org/wiki/Fleiss'_kappa: ten units, fourteen coders, five categories; E is 14."""
FLEISS_WIKIPEDIA_FOUND = {"fleiss": 0.2099, "brennan_prediger": 0.2225}

UNITIZING_BEGIN, UNITIZING_LENGTH = 150, 300
UNITIZING = {
    "c": (((225, 70), (370, 30)), ((220, 80), (355, 20), (400, 20))),
    "k": (((180, 60), (300, 50)), ((180, 60), (300, 50))),
}
"""Krippendorff 2004, Content Analysis (2nd ed.), p. 254: begin and length of the units of two coders."""
UNITIZING_FOUND = {"c": 0.7286, "k": 1.0, "": 0.8587}
"""Of the whole .8591 is printed, from parts that were rounded."""

UNITIZING_SHORT = (((1, 8),), ((2, 1), (4, 1), (6, 1)))
"""Ten places, one long unit against three short ones."""
UNITIZING_SHORT_FOUND = (0.9100, 0.5352, -0.7003)

CHARACTERS = (50, 150, 800, 0.85)
"""NVivo help, Coding Comparison query: of 1000 characters 50 coded by both, 150 by one, 800 by none."""
