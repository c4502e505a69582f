// Sets the pin where somebody clicks on the plan, or moves it by the arrow keys. Without it the two fields do the same.
"use strict";
const plan = document.querySelector("[data-pinning]");
if (plan) {
  const fields = { x: document.getElementById("id_x"), y: document.getElementById("id_y") };
  const mark = plan.querySelector("[data-mark]");
  const box = plan.viewBox.baseVal;
  const bounded = (value) => Math.min(1000, Math.max(0, Math.round(value)));
  const show = () => {
    const isSaid = fields.x.value !== "" && fields.y.value !== "";
    mark.toggleAttribute("hidden", !isSaid);
    const x = (Number(fields.x.value) * box.width) / 1000;
    const y = (Number(fields.y.value) * box.height) / 1000;
    mark.setAttribute("transform", `translate(${x} ${y}) scale(${mark.dataset.scale})`);
  };
  const put = (x, y) => {
    fields.x.value = bounded(x);
    fields.y.value = bounded(y);
    show();
  };
  plan.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
    put((at.x * 1000) / box.width, (at.y * 1000) / box.height);
  });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  plan.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 50 : 5;
    const middle = (field) => (field.value === "" ? 500 : Number(field.value));
    put(middle(fields.x) + step[0] * far, middle(fields.y) + step[1] * far);
  });
  for (const field of [fields.x, fields.y]) field.addEventListener("input", show);
  plan.setAttribute("tabindex", "0");
  plan.setAttribute("role", "application");
  plan.setAttribute("aria-label", plan.dataset.label);
  show();
}
