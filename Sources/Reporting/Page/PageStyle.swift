/// The style sheet of the page.
enum PageStyle {
  /// Every part in order.
  static let text = colours + layout + tables + charts + roster + sheetHeights + printing

  private static let light = """
    --paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d5dbe1;--wash:#f5f7f9;--accent:#0b5cad;--bad:#a3300b;
    --h0:#9c2a10;--h1:#e0683f;--h2:#f5c4ac;--h3:#e4e8ec;--h4:#bad5ea;--h5:#5b9dcc;--h6:#17568d;
    --fan:#cfe0f1;--mean:#0b5cad;--past:#57606a;--year:#8a6d1b;--holiday:#f7dfe3;--event:#e6e0f5;
    --d:#e1edf8;--l:#fcedcd;--n:#dddaf4;--a:#eceff2;
    --c0:#cfe2f3;--c1:#d3ead6;--c2:#fbe3bd;--c3:#e2d9f3;--c4:#f6d5d0;--c5:#cdebea;--c6:#eadfca;--c7:#dbe5b6;--c8:#f3d3e6;--c9:#d9dee4;
    """

  private static let dark = """
    --paper:#14171b;--ink:#e8ebee;--soft:#a4adb7;--line:#3a424b;--wash:#1d2228;--accent:#79b8f4;--bad:#ff9a73;
    --h0:#ff9166;--h1:#c95a33;--h2:#6a3a2a;--h3:#2b3138;--h4:#24465f;--h5:#3b82b8;--h6:#90cbf7;
    --fan:#23405c;--mean:#79b8f4;--past:#a4adb7;--year:#d9b44a;--holiday:#46262d;--event:#352d4d;
    --d:#1f3a54;--l:#4d3c12;--n:#37325f;--a:#2b3138;
    --c0:#1f4160;--c1:#20472a;--c2:#57400f;--c3:#41336a;--c4:#5e2c25;--c5:#174a4a;--c6:#4c3f25;--c7:#3f4a17;--c8:#5a2747;--c9:#3a424b;
    """

  private static let colours = """
    :root{\(light)color-scheme:light dark}
    @media screen and (prefers-color-scheme:dark){:root{\(dark)}}
    """

  private static let layout = """

    *{box-sizing:border-box}
    html{scroll-padding-top:3.5rem}
    body{margin:0;background:var(--paper);color:var(--ink);
    font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
    font-variant-numeric:tabular-nums}
    header,main,footer,nav{max-width:1240px;margin:0 auto;padding:0 24px}
    header{display:flex;flex-wrap:wrap;gap:8px 32px;justify-content:space-between;align-items:end;padding-top:28px}
    h1{font-size:28px;line-height:1.2;font-weight:650;letter-spacing:-.01em;margin:0;text-wrap:balance}
    header p{margin:4px 0 0;color:var(--soft)}
    nav{position:sticky;top:0;z-index:3;background:var(--paper);display:flex;flex-wrap:wrap;gap:0 24px;
    border-bottom:1px solid var(--line);margin-top:16px}
    nav a{padding:10px 0;color:var(--ink);text-decoration:none}
    a{color:var(--accent);text-underline-offset:2px}
    nav a:hover,nav a:focus-visible{color:var(--accent);text-decoration:underline}
    .part{margin:36px 0 48px}
    h2{font-size:20px;font-weight:650;margin:0 0 12px}
    h3{font-size:15px;font-weight:650;margin:0 0 6px}
    .split{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:8px 48px;margin-bottom:20px}
    @media (max-width:800px){.split{grid-template-columns:minmax(0,1fr)}}
    .lead{font-size:17px;line-height:1.45;margin:0 0 8px;max-width:62ch}
    ol{margin:0;padding-inline-start:1.3em}li{margin:0 0 4px}
    .first{border-inline-start:3px solid var(--accent);padding-inline-start:18px}
    .controls{display:flex;flex-wrap:wrap;gap:10px 18px;align-items:end;margin:0 0 14px}
    label{display:grid;gap:2px;font-size:13px;color:var(--soft)}
    select,button,input{font:inherit;font-size:14px;color:var(--ink);background:var(--paper);border:1px solid var(--soft);
    border-radius:4px;padding:4px 10px;min-height:32px}
    button{cursor:pointer}button:hover{background:var(--wash)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;color:var(--soft);font-size:13px;margin:0 0 14px}
    .legend span{display:inline-flex;align-items:center;gap:6px}
    .key{width:22px;height:12px;display:inline-block;border-radius:2px}
    .wd{background:var(--d)}.wl{background:var(--l)}.wn{background:var(--n)}.wa{background:var(--a)}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,520px),1fr));gap:22px 40px}
    figure{margin:0;min-width:0;content-visibility:auto;contain-intrinsic-size:auto 260px}
    figcaption{font-weight:650;display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
    figcaption span{font-weight:400;font-size:13px;color:var(--soft)}
    details{margin-top:6px;font-size:13px}summary{cursor:pointer;color:var(--soft);width:max-content;max-width:100%}
    summary:hover{color:var(--ink)}
    footer{color:var(--soft);font-size:13px;padding-bottom:40px}
    .notes li{max-width:90ch}
    [hidden]{display:none!important}
    .quiet{position:fixed;bottom:16px;inset-inline-end:16px;margin:0}
    .quiet:not(:empty){background:var(--ink);color:var(--paper);padding:8px 14px;border-radius:4px}
    dialog{border:1px solid var(--line);border-radius:8px;background:var(--paper);color:var(--ink);padding:22px 26px;
    max-width:min(560px,92vw)}
    dialog::backdrop{background:rgb(0 0 0/.35)}
    dialog dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0 0 14px}
    h4{font-size:13px;margin:12px 0 4px;color:var(--soft);font-weight:600}dialog ul{margin:0;padding-inline-start:1.2em;font-size:13px}
    dialog table.fit{margin-bottom:8px}dt{color:var(--soft)}dd{margin:0}code{font:13px ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;
    background:var(--wash);padding:1px 4px;border-radius:3px;overflow-wrap:anywhere}

    """

  private static let tables = """
    .wide{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;font-size:14px;width:100%}
    table.fit,details table{width:auto}
    caption{text-align:start;color:var(--soft);font-size:13px;padding:4px 0}
    .part>.wide>table>caption{position:absolute;clip-path:inset(50%)}
    th,td{padding:5px 12px 5px 0;text-align:start;border-bottom:1px solid var(--line);vertical-align:baseline}
    [dir=rtl] th,[dir=rtl] td{padding:5px 0 5px 12px}
    thead th{font-weight:600;font-size:13px;color:var(--soft);vertical-align:bottom}
    tbody th{font-weight:500;white-space:nowrap}
    .n{text-align:end}td.n{white-space:nowrap}
    th.n,td.n{padding-inline-start:12px}
    .missed{color:var(--bad);font-weight:650}
    .missed::after{content:" ▾"}
    td small{display:block;font-size:12px;color:var(--soft)}
    tr:target th,tr:target td{background:var(--wash)}
    .copy{font-size:13px;min-height:26px;padding:1px 8px;margin:8px 0 4px;color:var(--soft);border-color:var(--line)}
    .copy:hover{color:var(--ink)}

    """

  private static let charts = """
    .chart{display:block;width:100%;height:auto;direction:ltr;margin-top:4px;font-family:system-ui,sans-serif}
    .chart text{fill:var(--ink);font-size:11px;unicode-bidi:plaintext}
    .chart .tick{fill:var(--soft)}.end{text-anchor:end}.mid{text-anchor:middle}.chart .strong{fill:var(--ink);font-weight:600}
    .rule{stroke:var(--line);fill:none}.edge{stroke:var(--soft);fill:none;stroke-dasharray:2 3}
    .line{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
    .past{stroke:var(--past);stroke-width:1.2}.mean{stroke:var(--mean);stroke-width:2}
    .year{stroke:var(--year);stroke-dasharray:1 4;stroke-width:1.8}
    .fan{fill:var(--fan)}.fanline{stroke:var(--fan);stroke-width:4}.holiday{fill:var(--holiday)}.event{fill:var(--event)}
    .h0{stroke:var(--h0)}.h1{stroke:var(--h1)}.h2{stroke:var(--h2)}.h3{stroke:var(--h3)}.h4{stroke:var(--h4)}
    .h5{stroke:var(--h5)}.h6{stroke:var(--h6)}
    .need{stroke:var(--ink);fill:none;stroke-width:1.6}.have{stroke:var(--mean);fill:none;stroke-width:2}
    .lack{fill:var(--h1);fill-opacity:.5}.goal{stroke:var(--bad);stroke-dasharray:4 3;fill:none}
    .stack rect{stroke:var(--soft);stroke-width:.6}
    .more{fill:var(--h1)}.less{fill:var(--h5)}.whole{fill:var(--soft)}.join{stroke:var(--soft);fill:none;stroke-width:.8}
    .seen{fill:var(--year)}.hit{fill:transparent}.hit:hover{fill:var(--ink);fill-opacity:.07}

    """

  private static let roster = """
    .sheet{margin:0 0 26px;content-visibility:auto;contain-intrinsic-size:auto 480px}
    .sheet h3 span{font-weight:400;color:var(--soft)}
    .sheet table{table-layout:fixed;min-width:860px;font-size:13px}
    .sheet thead th:first-child{width:180px}.sheet thead th:last-child{width:64px}
    .sheet tbody th{overflow:hidden;text-overflow:ellipsis}
    .sheet td,.sheet th{padding:4px 6px}
    .sheet td:not(.n){border-inline-start:2px solid var(--paper)}
    .sheet small{display:block;font-size:11px;font-weight:400;color:var(--soft)}
    .sheet td small{color:var(--ink)}
    .sheet small.change{color:var(--bad);font-weight:600}
    td.wa{font-style:italic}
    .offweek{display:none}.queue svg{cursor:pointer}
    button[aria-pressed=true],button[aria-pressed=true]:hover{background:var(--ink);color:var(--paper);border-color:var(--ink)}
    .views{display:flex}.views button{border-radius:0}.views button:first-child{border-start-start-radius:4px;
    border-end-start-radius:4px}.views button:last-child{border-start-end-radius:4px;border-end-end-radius:4px}
    @media screen{.byday #sheets,.byday .weekly,#roster:not(.byday) #day-bars{display:none}}
    .bars text{font-size:11px}.bars .pause{fill:var(--paper);stroke:var(--soft);stroke-width:.6}
    .bars .paidpause{fill:var(--wash)}.bars .moment{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:3 2}
    .bars .moments{fill:var(--bad);font-weight:600}
    .bars .whole{fill:var(--c9)}
    .c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}.c4{fill:var(--c4)}
    .c5{fill:var(--c5)}.c6{fill:var(--c6)}.c7{fill:var(--c7)}.c8{fill:var(--c8)}.c9{fill:var(--c9)}
    .group{content-visibility:auto;contain-intrinsic-size:auto 400px;margin-bottom:18px}

    """

  /// The most people on one page of a team.
  static let mostRows = 48

  /// How high a sheet is before it is drawn, by its people: where that is right, nothing below moves while a reader scrolls, and a
  /// page of a thousand people is not laid out anew for each sheet that comes into view.
  private static let sheetHeights = (1...mostRows).map {
    ".rows\($0){contain-intrinsic-block-size:auto \(57 + $0 * 57 / 2)px}\n"
  }.joined()

  private static let printing = """

    @page{size:A4 landscape;margin:10mm}
    @media print{
    body{font-size:10pt}
    nav,.controls,#clock-control,#day,#day-bars,details:not([open]),.copy,#said,footer{display:none!important}
    header,main{max-width:none;padding:0}header{padding-top:0}
    .part{margin:6mm 0}figure,tr{break-inside:avoid}
    figure,.sheet{content-visibility:visible}
    .charts{grid-template-columns:1fr 1fr;gap:4mm 8mm}
    .offweek{display:block}.sheets-only .offweek{display:none}
    .sheets-only header,.sheets-only #summary,.sheets-only #forecast,.sheets-only #coverage,.sheets-only #people,
    .sheets-only #roster>h2,.sheets-only .legend{display:none}
    .sheets-only .part{margin:0}
    .sheet{break-before:page;break-inside:avoid;margin:0}
    .sheets-only .sheet.front{break-before:auto}
    .sheet .wide{overflow:visible}.sheet table{min-width:0;font-size:9pt}
    .sheet td,.sheet th{padding:1.1mm 1.5mm}
    .sheet.many table{font-size:7.5pt}.sheet.many td,.sheet.many th{padding:.55mm 1.2mm}
    .sheet.most table{font-size:6.5pt}.sheet.most td,.sheet.most th{padding:.15mm 1mm;line-height:1.3}
    td,svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .wd,.wa{background:none}.wl{background:#eee}.wn{background:#d5d5d5}
    }

    """
}
