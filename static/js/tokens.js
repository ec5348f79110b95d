/**
 * A form is sent with the token that holds now. Who signs in again in another tab gets a new one, while the forms that
 * stand open keep that of their page, and what was typed into them would be refused.
 */

const COOKIE = "csrftoken";

export function token() {
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  return cookies.find(([name]) => name === COOKIE)?.[1];
}

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field) field.value = token() ?? field.value;
  },
  true, // before anybody gathers what the form sends
);
