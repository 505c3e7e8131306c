// The style sheet of every HTML report. Colours are chosen for a contrast of at least 4.5 to 1 (text) and 3 to 1 (lines
// and bars that mean something) on both grounds; the tests in tests/browser measure them.
#include "engine/report/html/shell.h"

namespace saitaku::report::html {
namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ground:#fff;--panel:#f4f6f8;--text:#1b1f24;--quiet:#4b5560;--line:#c8cfd6;--strong:#7b8794;
--link:#0b4f9c;--bad:#9f2419;--open:#6f4a00;--good:#1a6036;--bad-bar:#b23a2e;--open-bar:#9a6a00;--open-ground:#fff4d9;
--good-bar:#dcece1;--good-edge:#3d7f58}
@media (prefers-color-scheme:dark){:root{--ground:#15181c;--panel:#1e2329;--text:#e7eaee;--quiet:#adb6c0;--line:#3b434d;
--strong:#77828f;--link:#93c1ff;--bad:#ff9c91;--open:#efc365;--good:#86d6a1;--bad-bar:#e0675b;--open-bar:#d9a83e;
--open-ground:#3a2f14;--good-bar:#1f3a2a;--good-edge:#6fb58a}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"Segoe UI","Hiragino Sans",
"Hiragino Kaku Gothic ProN","Yu Gothic UI","Yu Gothic",Meiryo,"Noto Sans CJK JP","Noto Sans JP",sans-serif;
overflow-wrap:anywhere;line-break:strict}
:lang(ja){line-height:1.75}
body>*{max-width:72rem;margin-inline:auto;padding-inline:max(1rem,env(safe-area-inset-left))}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:none}
.skip{position:absolute;left:-999rem;top:0;z-index:3;background:var(--ground);padding:.75rem 1rem}
.skip:focus{left:1rem}
header{padding-top:2rem}
.kind{margin:0;color:var(--quiet)}
h1{margin:.1rem 0 .5rem;font-size:1.75rem;line-height:1.35}
h2{margin:0 0 1rem;font-size:1.35rem;line-height:1.4;border-bottom:2px solid var(--strong);padding-bottom:.3rem}
h3{margin:1.75rem 0 .5rem;font-size:1.05rem;line-height:1.5}
header p{margin:.25rem 0}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.5rem;list-style:none;margin:1rem 0 0;padding:.25rem 0;
border-block:1px solid var(--line)}
nav a{display:inline-block;padding:.35rem 0;min-height:1.5rem}
section{margin:2.75rem 0}
p{margin:.6rem 0;max-width:60rem}
table{border-collapse:collapse;width:100%;margin:.75rem 0 1.25rem;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:start;font-weight:600;padding:.25rem 0 .5rem}
th,td{text-align:start;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line);font-weight:400}
thead th{position:sticky;top:0;z-index:1;background:var(--panel);font-weight:600;border-bottom:2px solid var(--strong);
vertical-align:bottom;white-space:nowrap}
tfoot th,tfoot td{font-weight:600;border-top:2px solid var(--strong);border-bottom:0}
.n{text-align:end;white-space:nowrap}
q{quotes:none}
.code{font-weight:600;white-space:nowrap}
.sub{display:block;color:var(--quiet);font-size:.875rem;line-height:1.5}
.tag{display:inline-block;border:1px solid currentcolor;border-radius:.2rem;padding:0 .35rem;font-size:.8125rem;
line-height:1.5;white-space:nowrap}
.bad{color:var(--bad)}.open{color:var(--open)}.good{color:var(--good)}.quiet{color:var(--quiet)}
.notice{border-inline-start:.3rem solid var(--open-bar);background:var(--panel);padding:.6rem 1rem;margin:.75rem 0}
.notice.bad{border-color:var(--bad-bar)}.notice.bad,.notice.open{color:inherit}
details table{table-layout:fixed}details th:first-child{width:32%}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:0 2.5rem}
.pairs{grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr))}
.what{white-space:pre-line}.fix::before{content:"→ ";content:"→ "/"";color:var(--quiet)}
.fix{display:block}
details{border:1px solid var(--line);border-radius:.25rem;margin:.6rem 0}
summary{display:block;cursor:pointer;padding:.6rem .9rem .6rem 2.1rem;position:relative;min-height:2.75rem}
summary::-webkit-details-marker{display:none}
summary::before{content:"▸";content:"▸"/"";position:absolute;left:.9rem;color:var(--quiet)}
details[open]>summary::before{content:"▾";content:"▾"/""}
details[open]>summary{border-bottom:1px solid var(--line);background:var(--panel)}
summary h3{display:inline;margin:0 .75rem 0 0}
details>:not(summary){margin-inline:.9rem;width:auto}
details>table{width:calc(100% - 1.8rem)}
dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.35rem 1.25rem;margin:.75rem 0}
dt{color:var(--quiet)}dd{margin:0}
.mono{font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.9rem}
figure{margin:.75rem 0 1rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0 0 .5rem;padding:0;font-size:.9rem}
.legend svg{vertical-align:-.1rem}
.chart>svg{display:block;overflow:hidden}
.chart text{fill:var(--text);font-size:13px}.chart text.v{text-anchor:end;fill:var(--quiet)}
rect.bad{fill:var(--bad-bar)}rect.open{fill:url(#hatch);stroke:var(--open-bar)}
rect.good{fill:var(--good-bar);stroke:var(--good-edge)}
.patterns{position:absolute}.ground{fill:var(--open-ground)}.stroke{fill:var(--open-bar)}
.narrow{display:none}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0}
.tools[hidden]{display:none}
.tools label{display:block;flex:1 1 16rem;max-width:30rem}
input,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--strong);border-radius:.25rem;
min-height:2.75rem;padding:.3rem .8rem}
input{display:block;width:100%}
button{cursor:pointer}button:hover{background:var(--panel)}
output{flex-basis:100%;color:var(--quiet);}
tr[hidden]{display:none}
footer{margin-block:3rem 2rem;color:var(--quiet);font-size:.9rem;border-top:1px solid var(--line)}
@media (max-width:72rem){
.many tr{display:flex;flex-wrap:wrap}
.many th,.many td{flex:1 1 5.5rem;min-width:0}
.many tr>:first-child{flex-basis:100%}
.many thead th{white-space:normal}
.many tbody th,.many tbody td,.many thead th{border-bottom:0;padding-block:.2rem}
.many tbody tr,.many thead tr{border-bottom:1px solid var(--line);padding-block:.25rem}
.many thead tr{background:var(--panel)}
}
@media (max-width:40rem){
.wide{display:none}.narrow{display:inline}
h1{font-size:1.4rem}th,td{padding:.4rem .35rem}
.stack tr{display:flex;flex-wrap:wrap}
.stack th,.stack td{flex:1 1 0;min-width:0}
.stack thead th{white-space:normal;font-size:.8125rem;line-height:1.35}
.stack thead{position:sticky;top:0;z-index:1}
.stack tr>:first-child,.stack .whole{flex-basis:100%}
.stack tr>.whole:empty{display:none}
.stack tbody th,.stack tbody td,.stack thead th,.stack tfoot th,.stack tfoot td{border-bottom:0;padding-block:.2rem}
.stack tbody tr,.stack tfoot tr,.stack thead tr{border-bottom:1px solid var(--line);padding-block:.25rem}
.stack thead tr{background:var(--panel)}
dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .5rem}
details table{font-size:.9rem}details th:first-child{width:38%}
}
.numbers table{table-layout:auto}.numbers thead th,.n .sub{white-space:normal}
.plot text{paint-order:stroke;stroke:var(--ground);stroke-width:5px}
.plot text.m{text-anchor:middle}.plot text.e{text-anchor:end}
.plot .tick{stroke:var(--line)}.plot .zero{stroke:var(--text);stroke-width:1.5}
.plot .reference{stroke:var(--text);stroke-width:3}
.mark{overflow:visible}.mark path{fill:var(--ink);stroke:var(--ground);stroke-width:1}
.span,.joint{stroke:var(--ink);stroke-width:2}
.s0{--ink:var(--link)}.s1{--ink:var(--bad-bar)}.s2{--ink:var(--good-edge)}.s3{--ink:var(--open-bar)}.s4{--ink:var(--strong)}
.s5{--ink:var(--text)}
figcaption{color:var(--quiet);font-size:.9rem}
@media (forced-colors:active){rect{stroke:CanvasText}.notice{border:1px solid}}
@media print{
@page{size:A4;margin:16mm 14mm}
:root{--ground:#fff;--panel:#f4f6f8;--text:#000;--quiet:#333;--line:#999;--strong:#555;--link:#000;--bad:#7a1a11;--open:#4f3500;
--good:#124426;--bad-bar:#b23a2e;--open-bar:#9a6a00;--open-ground:#fff4d9;--good-bar:#dcece1;--good-edge:#3d7f58}
body{font-size:10pt;line-height:1.5}body>*{max-width:none;padding-inline:0}
nav,.skip,.tools{display:none}
.grid{grid-template-columns:repeat(3,1fr);gap:0 1.5rem}
.pairs{grid-template-columns:repeat(2,1fr)}
header{padding-top:0}section{margin:1.5rem 0}
thead th{position:static}thead{display:table-header-group}tfoot{display:table-row-group}
tr,figure,.notice,li{break-inside:avoid}h2,h3,caption,summary{break-after:avoid}
details{border:0}details:not([open]){border-bottom:1px solid var(--line)}
a{text-decoration:none}
rect,path,line,.tag,thead th,summary{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
)css";

}  // namespace

std::string_view style_sheet() { return kStyle; }

}  // namespace saitaku::report::html
