// Pages as JavaScript templates, nothing watched, nothing looked for that is not there.
export default function (config) {
  config.addPassthroughCopy({ [process.env.BENCH_ASSETS]: "assets" });
  config.setUseGitIgnore(false);
  return { dir: { input: "src", output: process.env.BENCH_OUT }, templateFormats: ["11ty.js"] };
}
