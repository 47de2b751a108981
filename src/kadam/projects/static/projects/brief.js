// What the figures of a brief come to, while they are typed. The page says the same after each save.
const form = document.querySelector("[data-brief]");
const language = document.documentElement.lang === "hi" ? "hi-IN" : "en-IN";
const rupees = (amount) => new Intl.NumberFormat(language, { style: "currency", currency: "INR", maximumFractionDigits: 0, numberingSystem: "latn" }).format(amount);
const number = (name) => Number((form.elements[name]?.value ?? "").replace(/[₹,\s]/g, ""));
const line = (key) => form.querySelector(`[data-live="${key}"]`);

function tell() {
  const [hours, days, pay, seats] = ["hours", "due_days", "pay", "seats"].map(number);
  if (![hours, days, pay, seats].every((value) => value > 0)) return;
  line("cost").textContent = rupees(pay * seats);
  line("hour").textContent = rupees(Math.floor(pay / hours));
  line("week").textContent = line("week").textContent.replace(/\d+/, Math.ceil((hours * 7) / days));
}

form?.addEventListener("input", tell);
