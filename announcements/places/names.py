"""What the trade press calls countries: demonyms, peoples, familiar words, cities that open a film, festivals.

Names of countries themselves come from `releases.regions`. Demonyms are those of the CIA World Factbook and of
everyday use.
"""

# code: how its cinemas are called; "/" parts them from what its people are called
DEMONYMS = {
    "AE": "Emirati / Emiratis", "AR": "Argentine, Argentinian, Argentinean / Argentines, Argentinians",
    "AT": "Austrian / Austrians", "AU-SA": "South Australian / South Australians",
    "AU-WA": "Western Australian, West Australian / Western Australians", "AU-TAS": "Tasmanian / Tasmanians", "AU": "Australian, Aussie, Oz / Australians, Aussies",
    "BD": "Bangladeshi / Bangladeshis", "BE": "Belgian / Belgians", "BG": "Bulgarian / Bulgarians",
    "BO": "Bolivian / Bolivians", "BR": "Brazilian / Brazilians", "CA": "Canadian / Canadians, Canucks",
    "CH": "Swiss", "CL": "Chilean / Chileans", "CN": "Chinese, mainland Chinese", "CO": "Colombian / Colombians",
    "CZ": "Czech / Czechs", "DE": "German / Germans", "DK": "Danish / Danes", "EE": "Estonian / Estonians",
    "EG": "Egyptian / Egyptians", "ES": "Spanish / Spaniards", "FI": "Finnish / Finns",
    "FJ": "Fijian / Fijians", "FR": "French", "GB": "British, Brit / Britons, Brits, Londoners", "GB-ENG": "English",
    "GB-SCT": "Scottish / Scots", "GB-WLS": "Welsh", "GB-NIR": "Northern Irish", "GR": "Greek / Greeks",
    "HK": "Hongkonger, Hong Kongese / Hongkongers", "HR": "Croatian / Croatians", "HU": "Hungarian / Hungarians",
    "ID": "Indonesian / Indonesians", "IE": "Irish / Dubliners", "IL": "Israeli / Israelis", "IN": "Indian / Indians",
    "IR": "Iranian / Iranians", "IS": "Icelandic / Icelanders", "IT": "Italian / Italians",
    "JP": "Japanese", "KE": "Kenyan / Kenyans", "KR": "South Korean, Korean / South Koreans, Koreans",
    "LB": "Lebanese", "LT": "Lithuanian / Lithuanians", "LU": "Luxembourgish", "LV": "Latvian / Latvians",
    "MA": "Moroccan / Moroccans", "MX": "Mexican / Mexicans", "MY": "Malaysian / Malaysians",
    "NG": "Nigerian / Nigerians", "NL": "Dutch", "NO": "Norwegian / Norwegians",
    "NZ": "Kiwi, New Zealander / Kiwis, New Zealanders", "PE": "Peruvian / Peruvians",
    "PH": "Filipino, Philippine / Filipinos", "PK": "Pakistani / Pakistanis", "PL": "Polish / Poles",
    "PT": "Portuguese", "RO": "Romanian / Romanians", "RS": "Serbian / Serbs", "RU": "Russian / Russians",
    "SA": "Saudi / Saudis", "SE": "Swedish / Swedes", "SG": "Singaporean / Singaporeans",
    "SI": "Slovenian, Slovene / Slovenes", "SK": "Slovak, Slovakian / Slovaks", "TH": "Thai / Thais",
    "TN": "Tunisian / Tunisians", "TR": "Turkish / Turks", "TW": "Taiwanese", "UA": "Ukrainian / Ukrainians",
    "US": "American, U.S / Americans, Yanks, Yankees, New Yorkers", "UY": "Uruguayan / Uruguayans", "VE": "Venezuelan / Venezuelans",
    "VN": "Vietnamese", "ZA": "South African / South Africans", "CA-QC": "Quebecois, Québécois",
}  # fmt: skip

# what stands for one or more countries in everyday words
FAMILIAR = {
    "US": "US, U.S, U.S., U.S.A, U.S.A., USA, the States, NY/LA, New York/Los Angeles, United States, United States of America, America, Stateside, domestic",
    "GB": "UK, U.K, U.K., Britain, Great Britain, Blighty", "IE": "Republic of Ireland, Éire", "HK": "Hong Kong",
    "NZ": "Aotearoa, Aotearoa New Zealand, NZ, N.Z, Godzone, Land of the Long White Cloud",
    "AU": "Oz, Aus, Straya, Down Under", "NL": "Holland, Netherlands", "CZ": "Czech Republic, Czechia",
    "KR": "Korea, South Korea", "CN": "mainland China, China", "TR": "Turkey, Türkiye", "AE": "UAE, U.A.E, Emirates",
    "PH": "Philippines", "TW": "Taiwan", "RU": "Russia", "VN": "Vietnam", "BO": "Bolivia", "VE": "Venezuela",
    "US CA": "North America, North American", "AU NZ": "Australasia, ANZ, A/NZ, Australasian, Aus/NZ, AU/NZ",
    "GB IE": "UK/Ireland, UK&Irish, UK&Ireland, UK/Eire, UK/Éire, UK & Eire, UK & Ireland, UK and Ireland, UK + Ireland, UK and Irish, UK&I, UK/ROI, UK & ROI, UKI, British and Irish, UK/Irish, British Isles, UK/IE, UK & I",
    "DE AT CH": "German-speaking Europe, GAS, DACH", "BE NL LU": "Benelux",
    "DK NO SE": "Scandinavia, Scandinavian", "DK NO SE FI IS": "Nordics, Nordic, Nordic countries",
}  # fmt: skip

WORLDWIDE_WORDS = (
    "worldwide, world-wide, globally, global, around the world, across the world, around the globe, across the globe, "
    "all over the world, the world over, in every territory, in all territories, all territories, every territory, "
    "everywhere in the world"
)
HERE_WORDS = (
    "here, locally, nationwide, nation-wide, nationally, around the country, across the country, "
    "throughout the country, up and down the country, all over the country, in this country, at home, national, the rest of the country, elsewhere in the country, "
    "coast to coast, in our cinemas"
)
CITIES = {
    "US": "New York, New York City, NYC, NY, Los Angeles, LA, L.A, Chicago, San Francisco, Boston, Austin, Seattle, "
    "Hollywood, Manhattan, Brooklyn, Philadelphia, Washington DC, Dallas, Houston, Atlanta, Miami, Las Vegas, Denver",
    "GB": "London, Manchester, Glasgow, Edinburgh, Birmingham, Leeds, Liverpool, Bristol, Cardiff, Belfast, Leicester Square",
    "IE": "Dublin, Cork, Galway", "AU": "Sydney, Melbourne, Brisbane, Perth, Adelaide, Hobart, Darwin, Canberra",
    "NZ": "Auckland, Wellington, Christchurch, Dunedin, Hamilton, Tāmaki Makaurau, Te Whanganui-a-Tara",
    "CA": "Toronto, Montreal, Montréal, Vancouver, Calgary, Ottawa, Winnipeg", "FR": "Paris, Lyon, Marseille",
    "DE": "Berlin, Munich, Hamburg, Cologne, Frankfurt", "IT": "Rome, Milan, Venice, Turin, Naples",
    "ES": "Madrid, Barcelona, Seville", "PT": "Lisbon, Porto", "JP": "Tokyo, Osaka", "KR": "Seoul, Busan",
    "CN": "Beijing, Shanghai", "IN": "Mumbai, Delhi, New Delhi, Chennai, Hyderabad, Bengaluru, Kolkata",
    "MX": "Mexico City, Guadalajara", "BR": "São Paulo, Sao Paulo, Rio de Janeiro", "AR": "Buenos Aires",
    "SE": "Stockholm, Gothenburg", "DK": "Copenhagen", "NO": "Oslo, Bergen", "FI": "Helsinki", "NL": "Amsterdam, Rotterdam",
    "BE": "Brussels, Antwerp, Ghent", "AT": "Vienna", "CH": "Zurich, Zürich, Geneva", "PL": "Warsaw", "CZ": "Prague",
    "ZA": "Johannesburg, Cape Town, Durban, Pretoria", "NG": "Lagos", "KE": "Nairobi", "EG": "Cairo", "TR": "Istanbul", "GR": "Athens",
    "IL": "Tel Aviv", "AE": "Dubai, Abu Dhabi", "TH": "Bangkok", "PH": "Manila", "TW": "Taipei", "RU": "Moscow",
    "HU": "Budapest", "IS": "Reykjavík, Reykjavik",
}  # fmt: skip

# festivals that are called by their own name or their town's
FESTIVALS = {
    "FR": "Cannes, Cannes Film Festival, Festival de Cannes, Croisette, Annecy, Deauville, Clermont-Ferrand",
    "IT": "Venice, Venice Film Festival, Venice International Film Festival, Mostra, Lido, Rome Film Fest, Rome Film Festival, Torino, Turin Film Festival",
    "DE": "Berlin, Berlinale, Berlin Film Festival, Berlin International Film Festival, Munich Film Festival",
    "CA": "Toronto, TIFF, Toronto International Film Festival, Toronto Film Festival, Fantasia, Hot Docs, Vancouver International Film Festival",
    "US": "Sundance, Sundance Film Festival, SXSW, South by Southwest, Telluride, Telluride Film Festival, Tribeca, "
    "Tribeca Film Festival, Tribeca Festival, New York Film Festival, NYFF, AFI Fest, Fantastic Fest, CinemaCon, Palm Springs, Slamdance, Chicago International Film Festival",
    "CH": "Locarno, Locarno Film Festival, Zurich Film Festival", "KR": "Busan, Busan International Film Festival, BIFF",
    "AU": "Sydney, Sydney Film Festival, Melbourne International Film Festival, MIFF, Adelaide Film Festival, Brisbane International Film Festival",
    "GB": "London, London Film Festival, BFI London Film Festival, LFF, Edinburgh International Film Festival, Edinburgh Film Festival, Glasgow Film Festival, Sheffield DocFest, FrightFest, Raindance",
    "NL": "Rotterdam, IFFR, International Film Festival Rotterdam, IDFA", "ES": "San Sebastián, San Sebastian, Sitges, Malaga",
    "CZ": "Karlovy Vary, Karlovy Vary Film Festival", "SE": "Gothenburg, Göteborg Film Festival", "EE": "Tallinn Black Nights",
    "IE": "Galway Film Fleadh, Dublin International Film Festival", "JP": "Tokyo International Film Festival",
    "NZ": "New Zealand International Film Festival, NZIFF, Whānau Mārama, Show Me Shorts",
    "AR": "Mar del Plata", "SA": "Red Sea, Red Sea Film Festival", "EG": "Cairo International Film Festival", "DK": "CPH:DOX",
    "IN": "IFFI, International Film Festival of India", "MX": "Morelia", "CO": "Cartagena", "HK": "Hong Kong International Film Festival",
    "MA": "Marrakech, Marrakech Film Festival", "CN": "Shanghai International Film Festival", "TW": "Golden Horse",
}  # fmt: skip

# countries whose subdivisions announcements name
SUBDIVIDED = ("AU", "CA", "GB", "IN")

NATIONS = ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR")

# names that are more often something else in a text about films
NOT_PLACES = (
    "Man",
    "Jersey",
    "Georgia State",
    "Washington",
    "Lincoln",
    "Victoria Park",
    "Nelson",
    "Nice",
    "Reading",
)
