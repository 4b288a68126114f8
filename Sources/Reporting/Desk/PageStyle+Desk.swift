extension PageStyle {
  /// What a page to work on has beside a report.
  static let desk = """
    #news{position:sticky;bottom:0;z-index:4;background:var(--ink);color:var(--paper);padding:0 24px}
    #news:not(:empty){padding:10px 24px;display:flex;gap:8px 18px;flex-wrap:wrap;align-items:center}
    #news button{background:var(--paper)}
    #desk details{border-bottom:1px solid var(--line);padding:8px 0;margin:0;font-size:14px}
    #desk summary{font-weight:600;color:var(--ink);padding:4px 0}
    #desk td button,.deed button{font-size:13px;min-height:26px;padding:1px 8px;margin-inline-end:6px}
    #desk .rows{max-height:22rem;overflow:auto}button:disabled{opacity:.55;cursor:default}
    .entry{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:end;margin:10px 0}
    .entry input{max-width:180px}.entry input[type=number]{width:90px}
    .fault{color:var(--bad);font-weight:600;margin:6px 0}
    .deeds{border-top:1px solid var(--line);margin-top:14px;padding-top:6px}
    .deed{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin:8px 0}
    .outcome{min-height:3.2em;margin:8px 0;font-size:14px}.outcome p{margin:2px 0}
    .bars .grip{cursor:grab}.bars .held{cursor:grabbing;opacity:.7}.bars rect.held{stroke:var(--ink);stroke-width:1.5}
    #hint{position:fixed;z-index:6;pointer-events:none;background:var(--ink);color:var(--paper);padding:6px 12px;
    border-radius:4px;font-size:13px;max-width:360px}
    pre.lines{margin:4px 0;font:13px ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre-wrap;
    overflow-wrap:anywhere}
    @media print{#desk,#news{display:none!important}}

    """
}
