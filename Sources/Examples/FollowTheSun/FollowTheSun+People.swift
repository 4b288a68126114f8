extension FollowTheSun {
  /// `agents.csv`: made-up people; X is Mexico City, L Lisbon, M Manila.
  static let agents = """
    id,name,site,contract,languages,skills,team,calendar_language,from,to
    X01,María José Ávalos Núñez,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X02,Ángel Xóchitl Cárdenas,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X03,Citlali Hernández Piña,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X04,Iván Güereca Montaño,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X05,Renata Treviño Garza,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X06,Óscar Balderas Muñiz,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X07,Nayeli Ceballos,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X08,Héctor Zúñiga Lara,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X09,Paola Rentería,mexico-city,mexico-six-days,es en,phone chat email L1,mexico-bilingual,es,,
    X10,Jesús Ordóñez Peña,mexico-city,mexico-six-days,es,phone chat email L1,mexico-espanol,es,,
    X11,Verónica Ibarra,mexico-city,mexico-six-days,es,phone chat email L1,mexico-espanol,es,,
    X12,Raúl Yáñez Bermúdez,mexico-city,mexico-six-days,es,phone chat email L1,mexico-espanol,es,,
    X13,Ximena Cuéllar,mexico-city,mexico-six-days,es en,phone chat email L1 L2,specialists,es,,
    X14,Emiliano Saldaña,mexico-city,mexico-student,es en,phone chat email L1,mexico-bilingual,es,,
    X15,Fernanda Quiñones,mexico-city,mexico-student,es,phone chat email L1,mexico-espanol,es,,
    X16,Joaquín Nevárez,mexico-city,mexico-student,es en,phone chat email L1,mexico-bilingual,es,,
    X17,Itzel Ávila Tun,mexico-city,mexico-student,es,phone chat email L1,mexico-espanol,es,2026-03-16,
    L01,Catarina Gonçalves,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,pt,,
    L02,Duarte Magalhães Pinto,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,pt,,
    L03,Inês Assunção,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,pt,,
    L04,Rúben Falcão,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,pt,,
    L05,Mafalda Sequeira,lisbon,lisbon-full-time,en es,phone chat email L1,lisbon,pt,,
    L06,Estêvão Brás,lisbon,lisbon-full-time,en es,phone chat email L1,lisbon,pt,,
    L07,Oluwaseun Adéyẹmí,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,en,,
    L08,Zsófia Bíró,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,en,,2026-03-27
    L09,Aoife Ní Bhriain,lisbon,lisbon-full-time,en,phone chat email L1,lisbon,en,,
    L10,Sólrún Þórsdóttir,lisbon,lisbon-full-time,en,phone chat email L1 L2,specialists,en,,
    L11,Márcio Conceição,lisbon,lisbon-full-time,en,phone chat email L1 L2,specialists,pt,,
    L12,Ștefan Țurcanu,lisbon,lisbon-full-time,en,phone chat email L1 L2,specialists,en,,
    M01,Maricel Dela Cruz,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M02,Jun-Jun Bautista,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M03,Rosario Macaraeg,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M04,Efren Dimaculangan,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M05,Ligaya Peñaflorida,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M06,Arnel Buenaventura,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M07,Teresita Magsaysay,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M08,Jomar Villanueva,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M09,Cherry Mae Tolentino,manila,manila-day,en,phone chat email L1,manila-day,en,,
    M10,Dante Manalastas,manila,manila-night,en,phone chat email L1,manila-night,en,,
    M11,Rowena Ibañez,manila,manila-night,en,phone chat email L1,manila-night,en,,
    M12,Crisanto Pangilinan,manila,manila-night,en,phone chat email L1,manila-night,en,,
    M13,Liezl Catacutan,manila,manila-night,en,phone chat email L1,manila-night,en,,
    M14,Benigno Sumulong,manila,manila-night,en,phone chat email L1,manila-night,en,,
    M15,Aurora Lacsamana,manila,manila-night,en es,phone chat email L1,manila-night,es,,
    M16,Rommel Gatdula,manila,manila-night,en,phone chat email L1 L2,specialists,en,,

    """

  /// `leave.csv`.
  static let leave = """
    agent,from,to,kind
    M07,2026-03-02,2026-03-07,vacation
    X03,2026-03-02,2026-03-07,vacation
    X08,2026-03-02,2026-03-03,sick
    L02,2026-03-09,2026-03-13,vacation
    M05,2026-03-10,2026-03-10,training
    M06,2026-03-11,2026-03-11,training
    M11,2026-03-16,2026-03-20,vacation
    X02,2026-03-16,2026-03-16,public-holiday
    X05,2026-03-16,2026-03-16,public-holiday
    X07,2026-03-16,2026-03-16,public-holiday
    X10,2026-03-16,2026-03-16,public-holiday
    X11,2026-03-16,2026-03-21,vacation
    X12,2026-03-16,2026-03-16,public-holiday
    X15,2026-03-16,2026-03-16,public-holiday
    L12,2026-03-23,2026-03-27,vacation
    M02,2026-03-23,2026-03-28,vacation
    L05,2026-03-30,2026-04-02,vacation
    X06,2026-03-30,2026-04-04,vacation
    M03,2026-04-02,2026-04-02,public-holiday
    M05,2026-04-02,2026-04-02,public-holiday
    M09,2026-04-02,2026-04-02,public-holiday
    L01,2026-04-03,2026-04-03,public-holiday
    L03,2026-04-03,2026-04-03,public-holiday
    L06,2026-04-03,2026-04-03,public-holiday
    L10,2026-04-03,2026-04-03,public-holiday
    M01,2026-04-03,2026-04-03,public-holiday
    M03,2026-04-03,2026-04-03,public-holiday
    M08,2026-04-03,2026-04-03,public-holiday
    M12,2026-04-03,2026-04-03,public-holiday
    M14,2026-04-03,2026-04-03,public-holiday

    """

  /// `requests.csv`: wishes and what they weigh against a shortage.
  static let requests = """
    agent,date,wish,weight
    X14,2026-03-03,start 15:00-17:30,4
    X15,2026-03-04,off,10
    X14,2026-03-05,start 15:00-17:30,4
    M10,2026-03-07,off,5
    L06,2026-03-08,work,2
    X01,2026-03-08,off,8
    X05,2026-03-10,start 06:00-08:00,3
    X14,2026-03-10,start 15:00-17:30,4
    X15,2026-03-11,off,10
    M08,2026-03-12,start 06:00-07:30,2
    X14,2026-03-12,start 15:00-17:30,4
    X09,2026-03-13,start 12:00-14:30,2
    L01,2026-03-14,off,6
    M01,2026-03-15,off,8
    X02,2026-03-15,off,6
    L09,2026-03-17,off,8
    X15,2026-03-18,off,10
    L10,2026-03-19,off,6
    M12,2026-03-19,off,5
    L03,2026-03-20,start 06:00-08:00,3
    X13,2026-03-20,off,6
    M13,2026-03-21,off,8
    X04,2026-03-21,off,5
    M04,2026-03-22,off,8
    X10,2026-03-22,off,6
    M16,2026-03-24,start 19:00-20:30,3
    L11,2026-03-27,start 08:00-10:00,2
    L07,2026-03-28,off,5
    M14,2026-03-28,off,5
    L04,2026-03-29,off,8
    M09,2026-03-29,off,6
    X07,2026-03-29,off,8
    X16,2026-04-01,work,2
    M15,2026-04-03,off,10
    M06,2026-04-05,off,10

    """
}
