/**
 * A form is sent with the token that holds now. Who signs in again in another tab gets a new one, while the forms that
 * stand open keep that of their page, and what was typed into them would be refused.
 */

const COOKIES = ["__Host-csrftoken", "csrftoken"]; // the latter where there is no https, on a developer's machine

export function token() {
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  return COOKIES.map((wanted) => cookies.find(([name]) => name === wanted)?.[1]).find(Boolean);
}

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field) field.value = token() ?? field.value;
  },
  true, // before anybody gathers what the form sends
);
