// Passkeys: the buttons of forms with data-passkey="login | authenticate | add". The work is done by webauthn-json.js.
const kit = window.webauthnJSON;

const get = (options) => kit.get(options);

// A passkey that signs in alone must live on the device and check the person.
function create(options, alone) {
  const wanted = structuredClone(options);
  Object.assign(wanted.publicKey.authenticatorSelection, alone
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false });
  return kit.create(wanted);
}

const ceremonies = {
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return get((await answer.json()).request_options);
  },
  authenticate: (form) => get(JSON.parse(form.dataset.options).request_options),
  add: (form) => create(JSON.parse(form.dataset.options).creation_options, form.elements.passwordless.checked),
};

function explain(form, error) {
  const line = form.querySelector("[data-trouble]");
  line.textContent = line.dataset[error.name.toLowerCase()] ?? line.dataset.other;
  line.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !kit?.supported()) continue;
  const button = form.querySelector("button[type=button]");
  form.hidden = false;
  button.onclick = async () => {
    button.disabled = true;
    form.querySelector("[data-trouble]").hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ceremonies[form.dataset.passkey](form));
      form.submit();
    } catch (error) {
      explain(form, error);
    } finally {
      button.disabled = false;
    }
  };
}
