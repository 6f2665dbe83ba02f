// Keys go to the terminal as soon as there is one, and to the button once it is gone.
new MutationObserver(() => {
  const body = document.body.classList;
  if (body.contains("-closed")) document.getElementById("again").focus();
  else if (body.contains("-first-byte")) focusTerminal();
}).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });

function focusTerminal() {
  if (!document.activeElement || document.activeElement === document.body)
    document.querySelector(".xterm-helper-textarea")?.focus();
}

window.addEventListener("load", () => {
  document.getElementById("again").addEventListener("click", () => window.location.reload());
  window.addEventListener("focus", focusTerminal);
});
