document.documentElement.classList.remove("no-player");
addEventListener("error", () => document.documentElement.classList.add("no-player"));
