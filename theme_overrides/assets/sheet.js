// The sheet for a council paper: a QR code on it, a button that prints it, a button that copies the text. Without scripts the link is printed
// in letters, and the browser's own menu prints and copies.

const SHEET = "#blatt";

async function draw() {
  const place = document.querySelector("[data-pb-qr]");
  if (!place || place.firstChild || location.hash !== SHEET) return;
  const { generate } = await import("./vendor/lean-qr-2.7.4.js");
  const code = generate(place.dataset.pbQr);
  let path = "";
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  const make = (name, values) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    return element;
  };
  const side = code.size + 8; // four modules of quiet around (ISO/IEC 18004)
  const svg = make("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": place.dataset.pbLabel });
  svg.append(make("rect", { width: side, height: side, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  place.replaceChildren(svg);
}

for (const button of document.querySelectorAll("[data-pb-print]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    location.hash = SHEET;
    await draw();
    print();
  });
}

for (const button of document.querySelectorAll("[data-pb-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.pbCopy).textContent);
    button.textContent = button.dataset.pbDone;
  });
}

addEventListener("hashchange", draw);
draw();
