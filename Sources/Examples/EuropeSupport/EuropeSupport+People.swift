extension EuropeSupport {
  /// `agents.csv`: made-up people; B is Barcelona, P Paris, L Lisbon.
  static let agents = """
    id,name,site,contract,languages,skills,team,calendar_language,from,to
    B01,Núria Vidal Soler,barcelona,barcelona-full-time,es en,phone chat email L1,bcn-iberia,es,,
    B02,Álvaro Peña Ortiz,barcelona,barcelona-full-time,es en,phone chat email L1,bcn-iberia,es,,
    B03,Begoña Iturriaga,barcelona,barcelona-full-time,es en,phone chat email L1,bcn-iberia,es,,
    B04,Xoán Castiñeira,barcelona,barcelona-full-time,es en,phone chat email L1,bcn-iberia,es,,
    B05,Inés Muñoz Cañada,barcelona,barcelona-part-time,es en,phone chat email L1,bcn-iberia,es,,
    B06,Martí Güell i Roca,barcelona,barcelona-part-time,es en,phone chat email L1,bcn-iberia,es,,
    B07,Lucía Fernández Peral,barcelona,barcelona-full-time,es,phone chat email L1,bcn-iberia,es,,
    B08,Joaquín Ibáñez Sáez,barcelona,barcelona-full-time,es,phone chat email L1,bcn-iberia,es,,
    B09,Aïna Bosch Ferrer,barcelona,barcelona-full-time,es fr,phone chat email L1,bcn-iberia,es,,
    B10,Siobhán O’Dwyer,barcelona,barcelona-full-time,en,phone chat email L1,bcn-english,en,,
    B11,Rhys Llewellyn,barcelona,barcelona-full-time,en,phone chat email L1,bcn-english,en,,
    B12,Zoë Appleby,barcelona,barcelona-part-time,en,phone chat email L1,bcn-english,en,,
    B13,Owen Fairbrother,barcelona,barcelona-full-time,en es,phone chat email L1,bcn-english,en,,
    B14,Chiamaka Eze,barcelona,barcelona-full-time,en es,phone chat email L1,bcn-english,en,,2026-04-10
    B15,Niccolò Ferrante,barcelona,barcelona-full-time,it es,phone chat email L1,bcn-italia,it,,
    B16,Giulia D’Amico,barcelona,barcelona-full-time,it es,phone chat email L1,bcn-italia,it,,
    B17,Michela Zanin,barcelona,barcelona-part-time,it es,phone chat email L1,bcn-italia,it,,
    B18,Raffaele Esposito,barcelona,barcelona-full-time,it en,phone chat email L1,bcn-italia,it,,
    B19,Noemi Làconi,barcelona,barcelona-full-time,it en,phone chat email L1,bcn-italia,it,,
    B20,Jürgen Weißenfels,barcelona,barcelona-full-time,de en,phone chat email L1,bcn-dach,de,,
    B21,Anneliese Köhler,barcelona,barcelona-full-time,de en,phone chat email L1,bcn-dach,de,,
    B22,Ueli Brüngger,barcelona,barcelona-full-time,de en,phone chat email L1,bcn-dach,de,,
    B23,Amélie Trăistaru,barcelona,barcelona-full-time,fr es,phone chat email L1,bcn-iberia,fr,,
    B24,Katarína Šimková,barcelona,barcelona-full-time,en de,phone chat email L1 L2,second-level,en,,
    B25,Björn Åkesson,barcelona,barcelona-full-time,de en,phone chat email L1 L2,second-level,de,,
    P01,Élodie Marchand,paris,paris-full-time,fr,phone chat email L1,paris-francophone,fr,,
    P02,François Lefèvre,paris,paris-full-time,fr,phone chat email L1,paris-francophone,fr,,
    P03,Gaëlle Le Goff,paris,paris-full-time,fr,phone chat email L1,paris-francophone,fr,,
    P04,Océane Gauthier,paris,paris-four-days,fr,phone chat email L1,paris-francophone,fr,,
    P05,Mamadou Diallo,paris,paris-full-time,fr en,phone chat email L1,paris-francophone,fr,,
    P06,Bérénice Charpentier,paris,paris-full-time,fr en,phone chat email L1,paris-francophone,fr,,
    P07,Yasmine Benkhalifa,paris,paris-full-time,fr en,phone chat email L1,paris-francophone,fr,,
    P08,Loïc Kervella,paris,paris-full-time,fr en,phone chat email L1,paris-francophone,fr,,
    P09,Nguyễn Thị Hồng Vân,paris,paris-four-days,fr en,phone chat email L1,paris-francophone,fr,,
    P10,Clémence Oberlin,paris,paris-full-time,de fr,phone chat email L1,paris-dach,fr,,
    P11,Matthäus Grünwald,paris,paris-full-time,de fr,phone chat email L1,paris-dach,de,,
    P12,Héloïse Santoro,paris,paris-full-time,it fr,phone chat email L1,paris-francophone,fr,,
    P13,Aurélien Dupré-Lacroix,paris,paris-full-time,fr en,phone chat email L1 L2,second-level,fr,,
    P14,Ségolène N’Guessan,paris,paris-full-time,fr en,phone chat email L1 L2,second-level,fr,,
    P15,Thaïs Vasseur,paris,paris-full-time,fr en,phone chat email L1 L2,second-level,fr,,
    L01,Tomás Figueiredo,lisbon,lisbon-full-time,en,phone chat email L1,lisbon-english,pt,,
    L02,Inês Magalhães,lisbon,lisbon-full-time,en,phone chat email L1,lisbon-english,pt,,
    L03,Gonçalo Simões,lisbon,lisbon-full-time,en,phone chat email L1,lisbon-english,pt,,
    L04,Ana Conceição Brandão,lisbon,lisbon-flexible,en,phone chat email L1,lisbon-english,pt,,
    L05,João Guimarães,lisbon,lisbon-full-time,en fr,phone chat email L1,lisbon-mixed,pt,,
    L06,Kwame Asante-Boateng,lisbon,lisbon-full-time,en fr,phone chat email L1,lisbon-mixed,en,,
    L07,Débora Leitão,lisbon,lisbon-full-time,en es,phone chat email L1,lisbon-mixed,pt,,
    L08,Hélder Antunes,lisbon,lisbon-flexible,en es,phone chat email L1,lisbon-mixed,pt,,
    L09,Solène Da Cunha,lisbon,lisbon-full-time,fr en,phone chat email L1,lisbon-mixed,fr,,
    L10,Anaïs Rebelo,lisbon,lisbon-flexible,fr en,phone chat email L1,lisbon-mixed,fr,,
    L11,Jörg Möller,lisbon,lisbon-full-time,de en,phone chat email L1,lisbon-mixed,de,,
    L12,Łucja Wiśniewska,lisbon,lisbon-full-time,de en,phone chat email L1,lisbon-mixed,en,,
    L13,Ildikó Kőszegi,lisbon,lisbon-flexible,de en,phone chat email L1,lisbon-mixed,en,,
    L14,Ludovica Però,lisbon,lisbon-full-time,it en,phone chat email L1,lisbon-mixed,it,,
    L15,Iñaki Echeverría,lisbon,lisbon-full-time,es en,phone chat email L1,lisbon-mixed,es,,
    L16,Beatriz Conceição Lobo,lisbon,lisbon-full-time,en,phone chat email L1 L2,second-level,pt,,
    L17,Søren Kjærgaard,lisbon,lisbon-full-time,en,phone chat email L1 L2,second-level,en,,
    L18,Vítězslav Doležal,lisbon,lisbon-full-time,de en,phone chat email L1 L2,second-level,en,,
    L19,Marlies Überschär,lisbon,lisbon-full-time,de en,phone chat email L1 L2,second-level,de,,
    L20,Adébáyọ̀ Ogunlesi,lisbon,lisbon-full-time,en,phone chat email L1,lisbon-english,en,2026-04-07,

    """

  /// `leave.csv`.
  static let leave = """
    agent,from,to,kind
    B07,2026-03-23,2026-03-24,sick
    B14,2026-03-23,2026-03-27,vacation
    L05,2026-03-23,2026-03-25,sick
    L12,2026-03-23,2026-03-27,vacation
    P09,2026-03-23,2026-03-26,vacation
    P11,2026-03-23,2026-03-27,vacation
    P05,2026-03-26,2026-03-26,training
    B04,2026-03-30,2026-04-10,vacation
    B21,2026-03-30,2026-04-02,vacation
    L02,2026-03-30,2026-04-02,vacation
    B01,2026-04-03,2026-04-03,public-holiday
    B02,2026-04-03,2026-04-03,public-holiday
    B03,2026-04-03,2026-04-03,public-holiday
    B05,2026-04-03,2026-04-03,public-holiday
    B06,2026-04-03,2026-04-03,public-holiday
    B07,2026-04-03,2026-04-03,public-holiday
    B08,2026-04-03,2026-04-03,public-holiday
    B10,2026-04-03,2026-04-03,public-holiday
    B12,2026-04-03,2026-04-03,public-holiday
    B13,2026-04-03,2026-04-03,public-holiday
    B17,2026-04-03,2026-04-03,public-holiday
    B19,2026-04-03,2026-04-03,public-holiday
    B20,2026-04-03,2026-04-03,public-holiday
    B21,2026-04-03,2026-04-03,public-holiday
    B22,2026-04-03,2026-04-03,public-holiday
    B24,2026-04-03,2026-04-03,public-holiday
    B25,2026-04-03,2026-04-03,public-holiday
    L01,2026-04-03,2026-04-03,public-holiday
    L02,2026-04-03,2026-04-03,public-holiday
    L07,2026-04-03,2026-04-03,public-holiday
    L08,2026-04-03,2026-04-03,public-holiday
    L11,2026-04-03,2026-04-03,public-holiday
    L12,2026-04-03,2026-04-03,public-holiday
    L13,2026-04-03,2026-04-03,public-holiday
    L15,2026-04-03,2026-04-03,public-holiday
    L16,2026-04-03,2026-04-03,public-holiday
    L18,2026-04-03,2026-04-03,public-holiday
    L19,2026-04-03,2026-04-03,public-holiday
    B09,2026-04-06,2026-04-06,public-holiday
    B14,2026-04-06,2026-04-06,public-holiday
    B15,2026-04-06,2026-04-06,public-holiday
    B16,2026-04-06,2026-04-06,public-holiday
    B17,2026-04-06,2026-04-06,public-holiday
    B18,2026-04-06,2026-04-06,public-holiday
    B19,2026-04-06,2026-04-06,public-holiday
    B20,2026-04-06,2026-04-06,public-holiday
    B21,2026-04-06,2026-04-06,public-holiday
    B22,2026-04-06,2026-04-06,public-holiday
    B23,2026-04-06,2026-04-06,public-holiday
    B24,2026-04-06,2026-04-06,public-holiday
    B25,2026-04-06,2026-04-06,public-holiday
    P01,2026-04-06,2026-04-06,public-holiday
    P02,2026-04-06,2026-04-06,public-holiday
    P03,2026-04-06,2026-04-06,public-holiday
    P04,2026-04-06,2026-04-06,public-holiday
    P05,2026-04-06,2026-04-06,public-holiday
    P06,2026-04-06,2026-04-06,public-holiday
    P07,2026-04-06,2026-04-06,public-holiday
    P08,2026-04-06,2026-04-06,public-holiday
    P09,2026-04-06,2026-04-06,public-holiday
    P10,2026-04-06,2026-04-06,public-holiday
    P11,2026-04-06,2026-04-06,public-holiday
    P12,2026-04-06,2026-04-06,public-holiday
    P13,2026-04-06,2026-04-06,public-holiday
    P14,2026-04-06,2026-04-06,public-holiday
    P15,2026-04-06,2026-04-06,public-holiday
    B19,2026-04-08,2026-04-10,vacation
    L09,2026-04-08,2026-04-10,vacation
    P02,2026-04-08,2026-04-17,vacation
    B11,2026-04-13,2026-04-17,vacation
    L18,2026-04-13,2026-04-17,vacation
    P07,2026-04-13,2026-04-19,vacation
    B15,2026-04-15,2026-04-15,other
    P06,2026-04-16,2026-04-16,training

    """

  /// `requests.csv`: wishes and what they weigh against a shortage.
  static let requests = """
    agent,date,wish,weight
    P14,2026-03-23,off,6
    L04,2026-03-24,start 12:00-13:30,3
    B18,2026-03-25,start 08:00-09:00,4
    L04,2026-03-25,start 12:00-13:30,3
    P04,2026-03-25,off,10
    B24,2026-03-26,off,5
    B10,2026-03-27,off,4
    P06,2026-03-27,start 08:00-09:00,4
    B02,2026-03-28,off,8
    P01,2026-03-28,work,2
    L03,2026-03-29,off,8
    B05,2026-03-30,start 08:00-10:00,3
    L15,2026-03-30,off,6
    B05,2026-03-31,start 08:00-10:00,3
    L17,2026-03-31,off,6
    P04,2026-04-01,off,10
    L14,2026-04-03,start 08:00-10:00,3
    P08,2026-04-03,off,12
    B14,2026-04-04,work,2
    L01,2026-04-04,off,5
    L12,2026-04-04,off,5
    L06,2026-04-06,off,6
    P04,2026-04-08,off,10
    B22,2026-04-09,start 08:00-09:30,2
    B16,2026-04-10,off,5
    P13,2026-04-10,start 08:00-09:00,3
    B03,2026-04-11,off,8
    L10,2026-04-11,off,4
    P03,2026-04-11,off,8
    B06,2026-04-13,start 13:00-15:00,3
    B20,2026-04-13,off,6
    B06,2026-04-14,start 13:00-15:00,3
    L11,2026-04-14,start 07:00-08:00,3
    P09,2026-04-14,off,6
    B25,2026-04-15,start 08:00-09:00,2
    P04,2026-04-15,off,10
    L19,2026-04-16,start 07:00-08:30,3
    B08,2026-04-17,off,6
    P15,2026-04-17,off,6
    B13,2026-04-18,off,10
    L07,2026-04-18,work,2
    P12,2026-04-18,off,5
    B01,2026-04-19,off,5

    """
}
