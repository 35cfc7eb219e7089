// Says so where the browser is too old for what follows; understood by every browser.
(function () {
  var modern = window.Promise && window.WebAssembly && window.DecompressionStream && window.Blob && Blob.prototype.stream;
  if (!modern) document.getElementById("too-old").removeAttribute("hidden");
  if (!modern) document.getElementById("waiting").style.display = "none";
})();
