// Look at what was typed: a button at each password box with data-reveal. The box stays a password box on sending.
for (const box of document.querySelectorAll("input[type=password][data-reveal]")) {
  const { reveal, hide } = box.dataset;
  const frame = Object.assign(document.createElement("div"), { className: "reveal" });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: reveal });
  button.setAttribute("aria-controls", box.id);
  button.onclick = () => {
    const shown = box.type === "password";
    box.type = shown ? "text" : "password";
    button.textContent = shown ? hide : reveal;
  };
  box.form?.addEventListener("submit", () => { box.type = "password"; });
  box.replaceWith(frame);
  frame.append(box, button);
}
