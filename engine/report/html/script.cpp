// The script of every HTML report. It only adds: the page is complete without it. Controls that need it are hidden
// until it runs, and their words are the page's.
#include "engine/report/html/shell.h"

namespace saitaku::report::html {
namespace {

constexpr std::string_view kScript = R"js(
(function(){
"use strict";
function open(id){var e=id&&document.getElementById(id);if(e&&e.tagName==="DETAILS")e.open=true;}
function follow(){open(location.hash.slice(1));}
addEventListener("hashchange",follow);follow();
document.querySelectorAll(".tools").forEach(function(tools){
var section=tools.closest("section"),input=tools.querySelector("input"),said=tools.querySelector("output");
var groups=[].slice.call(section.querySelectorAll("details"));
var fold=function(text){return text.normalize("NFKC").toLowerCase();};
var texts=null,timer=0,before=null;
function rows(){return texts||(texts=groups.map(function(group){
var head=fold(group.querySelector("h3").textContent);
return [].map.call(group.querySelectorAll("tbody tr"),function(row){return {row:row,text:head+" "+fold(row.textContent)};});}));}
function filter(){
var words=fold(input.value).split(/\s+/).filter(Boolean),found=0;
if(words.length&&!before)before=groups.map(function(group){return group.open;});
rows().forEach(function(list,i){
var here=0;
list.forEach(function(entry){
var match=words.every(function(word){return entry.text.indexOf(word)>=0;});
entry.row.hidden=!match;if(match)here++;});
found+=here;
groups[i].hidden=words.length>0&&here===0;
groups[i].open=words.length?here>0:before?before[i]:groups[i].open;});
if(!words.length)before=null;
said.textContent=words.length?said.dataset.found.replace("{count}",found.toLocaleString("en")):"";}
input.addEventListener("input",function(){clearTimeout(timer);timer=setTimeout(filter,150);});
tools.querySelectorAll("button").forEach(function(button){button.addEventListener("click",function(){
groups.forEach(function(group){group.open=button.dataset.open==="1";});});});
tools.hidden=false;});
})();
)js";

}  // namespace

std::string_view script() { return kScript; }

}  // namespace saitaku::report::html
