// Does the piece of work that a form asks for (ALTCHA, version 2), and puts the proof into it.
// Browsers have the cipher for it on secure pages only; elsewhere a person looks at the form first.
import { solveChallenge } from "../../altcha/v2/pow.js";

for (const part of document.querySelectorAll("[data-challenge]")) prove(part);

async function prove(part) {
  const form = part.closest("form");
  const proof = form.elements.guard_proof;
  if (!proof || !crypto.subtle) return;
  const challenge = JSON.parse(part.dataset.challenge);
  const ready = part.querySelector("[data-ready]");
  const working = part.querySelector("[data-working]");
  working.hidden = false;
  const solution = await solveChallenge({ challenge, deriveKey, controller: new AbortController() });
  working.hidden = true;
  if (!solution) return;
  proof.value = btoa(JSON.stringify({ challenge, solution }));
  ready.hidden = false;
}

async function deriveKey(parameters, salt, password) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const way = { name: "PBKDF2", salt, iterations: parameters.cost, hash: "SHA-256" };
  const bits = await crypto.subtle.deriveBits(way, key, parameters.keyLength * 8);
  return { parameters: {}, derivedKey: new Uint8Array(bits) };
}
