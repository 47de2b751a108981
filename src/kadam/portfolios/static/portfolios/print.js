// The button that prints the page, or keeps it as a PDF, for those who do not know the browser's own.
for (const button of document.querySelectorAll("[data-print]")) button.onclick = () => print();
