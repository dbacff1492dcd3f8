// Draws <figure class="chart" data-chart="{…}"> with ECharts, fetched only when a page has a chart.
// The table beneath each figure carries the same numbers for those who cannot see or run this.
(() => {
  const palette = ["#146f85", "#c68d2c", "#a94434", "#27785a", "#93c4cf", "#7d5210"];
  const tones = { green: palette[0], yellow: palette[1], red: palette[2], blue: palette[4], gray: "#b4c4c9" };
  const ink = "#3f545c";
  let engine;

  const fetchEngine = (source) =>
    (engine ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    }));

  // Labels stand upright while each has room, lean when they are few, and thin out when they are many.
  const labelStyle = (labels, width) => {
    const room = width / labels.length;
    const upright = labels.every((label) => label.length * 13 < room);
    const few = labels.length <= 12;
    return { color: ink, interval: upright || few ? 0 : "auto", rotate: upright || !few ? 0 : 45 };
  };

  const options = ({ kind, unit, labels, series }, width) => ({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: palette,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: kind === "line" ? "line" : "shadow" } },
    legend: { show: series.length > 1, top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
    grid: {
      left: 8, right: 12, bottom: 12, top: series.length > 2 ? 56 : series.length > 1 ? 40 : 16,
      outerBoundsMode: "same", outerBoundsContain: "axisLabel", // labels lie inside these four edges
    },
    xAxis: {
      type: "category",
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#bcccd0" } },
      axisLabel: labelStyle(labels, width),
    },
    yAxis: {
      type: "value",
      max: unit === "%" ? 100 : undefined,
      axisLabel: { color: ink },
      splitLine: { lineStyle: { color: "#e3eaec" } },
    },
    series: series.map(({ name, values, tone }) => ({
      name,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stack" ? "total" : undefined,
      data: values,
      barMaxWidth: 28,
      symbolSize: 6,
      itemStyle: { color: tones[tone], borderRadius: kind === "bar" ? [3, 3, 0, 0] : 0 },
    })),
  });

  const draw = async (figure) => {
    if (figure.classList.contains("chart-drawn")) return;
    const canvas = figure.querySelector(".chart-canvas");
    const echarts = await fetchEngine(canvas.dataset.engine);
    await document.fonts.ready; // words are measured once, in the face that they are drawn in
    figure.classList.add("chart-drawn");
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    chart.setOption(options(JSON.parse(figure.dataset.chart), canvas.clientWidth - 40));
    new ResizeObserver(() => chart.resize()).observe(canvas);
  };

  // Where the operator laid a map file, it takes the place of the hexagons and reads its values from them.
  const drawMap = async (figure) => {
    if (figure.classList.contains("map-drawn")) return;
    const regions = [...figure.querySelectorAll("a[data-code]")].map((link) => ({
      code: link.dataset.code,
      value: Number(link.dataset.value),
      text: link.getAttribute("aria-label"),
      url: link.getAttribute("href"),
    }));
    const [echarts, answer] = await Promise.all([fetchEngine(figure.dataset.engine), fetch(figure.dataset.map)]);
    const shapes = await answer.json();
    shapes.features.forEach(({ properties }) => (properties.name = String(properties.adcode ?? properties.code)));
    echarts.registerMap("fujian", shapes);
    figure.classList.add("map-drawn");
    const canvas = figure.querySelector(".map-canvas");
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    const values = regions.map(({ value }) => value).filter((value) => value > 0);
    chart.setOption({
      tooltip: { renderMode: "richText", formatter: ({ data }) => data?.text ?? "" },
      visualMap: {
        min: Math.min(...values, Math.max(...values, 1)),
        max: Math.max(...values, 1),
        inRange: { color: ["#d3e8ec", "#66a9b8", "#0c4758"] },
        textStyle: { color: ink },
      },
      series: [
        {
          type: "map",
          map: "fujian",
          data: regions.map((region) => ({ name: region.code, ...region })),
          label: { show: true, color: "#052630", textBorderColor: "#fff", textBorderWidth: 2, formatter: ({ data }) => data?.text.split("：")[0] ?? "" },
          itemStyle: { borderColor: "#fff" },
        },
      ],
    });
    chart.on("click", ({ data }) => data && location.assign(data.url));
    new ResizeObserver(() => chart.resize()).observe(canvas);
  };

  const drawAll = (root) => {
    root.querySelectorAll(".chart[data-chart]").forEach(draw);
    root.querySelectorAll(".chart-map[data-map]").forEach(drawMap);
  };
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
})();
