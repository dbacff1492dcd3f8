// Shows how far an upload is. Without this file the form is sent as any other.
(() => {
  const bind = (form) => {
    const box = form.querySelector("[data-progress]");
    const bar = box.querySelector("progress");
    const words = box.querySelector("[role=status]");
    const button = form.querySelector("[type=submit]");

    const fail = () => {
      button.disabled = false;
      words.textContent = "网络中断，没有传完；请检查网络后再点一次“上传并检查”。";
    };

    const showAnswer = (request) => {
      const target = request.getResponseHeader("X-Location");
      if (target) return location.assign(target);
      if (/\/(login|draft)\//.test(request.responseURL)) return location.assign(request.responseURL);
      const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (!answer) return fail();  // not a page of ours: a proxy between us answered
      document.querySelector("main").replaceWith(answer);
      start();
      document.querySelector("main .is-invalid, main h1")?.scrollIntoView({ block: "center" });
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.open("POST", form.action || location.href);
      request.setRequestHeader("X-Upload", "1");
      request.upload.addEventListener("progress", (moment) => {
        if (!moment.lengthComputable) return;
        bar.value = Math.round((moment.loaded / moment.total) * 100);
        words.textContent = bar.value < 100 ? `已上传 ${bar.value}%` : "已传完，正在登记……";
      });
      request.addEventListener("load", () => showAnswer(request));
      request.addEventListener("error", fail);
      button.disabled = true;
      box.hidden = false;
      words.textContent = "开始上传……";
      request.send(new FormData(form));
    });
  };

  const start = () => document.querySelectorAll("form[data-upload]").forEach(bind);
  start();
})();
