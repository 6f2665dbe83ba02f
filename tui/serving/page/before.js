// Where the terminal finds its workbench: here, under whatever name and port the page was asked for.
document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  terminal.dataset.sessionWebsocketUrl = window.location.origin.replace(/^http/, "ws") + "/ws";
  // Cells are measured when the page is loaded: its fonts have to be there by then.
  document.fonts.load('16px "Roboto Mono"', "m");
  document.fonts.load('16px "Roboto Mono"', "中");
});
