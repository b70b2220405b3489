"""Names of larger places in Belgium, the Netherlands and France: a number beside one of them is a postcode."""

from __future__ import annotations

PLACES = frozenset(
    name.casefold()
    for name in (
        # Belgium, in both languages
        "Aalst Alost Anderlecht Antwerpen Anvers Aarlen Arlon Ath Bastenaken Bastogne Bergen Mons Beringen Beveren"
        " Bilzen Blankenberge Brasschaat Brugge Bruges Brussel Bruxelles Charleroi Deinze Dendermonde Termonde Diest"
        " Diksmuide Dinant Doornik Tournai Eeklo Elsene Ixelles Etterbeek Eupen Evere Geel Genk Gent Gand Gentbrugge"
        " Geraardsbergen Halle Hal Hasselt Herentals Herstal Hoboken Hoei Huy Ieper Ypres Jette Knokke Koekelberg"
        " Kortrijk Courtrai Laken Laeken Ledeberg Leuven Louvain Lier Lierre Lokeren Lommel Luik Liège Maaseik"
        " Mechelen Malines Menen Merksem Merksplas Moeskroen Mouscron Mol Mortsel Namen Namur Nijvel Nivelles Ninove"
        " Oostende Ostende Ottignies Oudenaarde Poperinge Roeselare Roulers Ronse Schaarbeek Schaerbeek Seraing"
        " Sint-Niklaas Sint-Truiden Sint-Gillis Saint-Gilles Spa Temse Tienen Tirlemont Tongeren Tongres Torhout"
        " Turnhout Ukkel Uccle Verviers Veurne Furnes Vilvoorde Vilvorde Vorst Forest Waregem Waterloo Waver Wavre"
        " Wetteren Wevelgem Zaventem Zelzate Zottegem Deurne Berchem Borgerhout Wilrijk Molenbeek Heverlee Kessel-Lo"
        " Wondelgem Mariakerke Sint-Amandsberg Sint-Andries Assebroek Zwevegem Harelbeke Izegem Tielt"
        # the Netherlands
        " Alkmaar Almelo Almere Alphen Amersfoort Amstelveen Amsterdam Apeldoorn Arnhem Assen Breda Delft Deventer"
        " Dordrecht Ede Eindhoven Emmen Enschede Goes Gouda Groningen Haarlem Heerlen Helmond Hengelo Hilversum Hoorn"
        " Leeuwarden Leiden Lelystad Maastricht Middelburg Nijmegen Oss Roermond Roosendaal Rotterdam Schiedam Sittard"
        " Terneuzen Tilburg Utrecht Venlo Vlissingen Zaandam Zoetermeer Zwolle Den-Haag Den-Bosch Hulst Weert"
        # France
        " Amiens Angers Annecy Arras Avignon Besançon Béthune Bordeaux Boulogne Brest Caen Calais Cambrai Cannes"
        " Charleville-Mézières Clermont-Ferrand Colmar Dijon Douai Dunkerque Dunkirk Grenoble Hazebrouck Lens Lille"
        " Rijsel Limoges Lyon Marseille Maubeuge Metz Montpellier Mulhouse Nancy Nantes Nice Nîmes Orléans Paris Parijs"
        " Pau Perpignan Poitiers Reims Rennes Roubaix Rouen Saint-Étienne Saint-Omer Strasbourg Straatsburg Toulon"
        " Toulouse Tourcoing Tours Troyes Valenciennes Versailles"
    ).split()
)

__all__ = ["PLACES"]
