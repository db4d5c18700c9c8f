using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

// Without arguments everything, else BenchmarkDotNet's own: `--filter *Views*`. Within this process, so that nothing is built again and the engine is loaded once.
var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(JsonExporter.Brief)
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
    .WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.JoinSummary);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
return summaries.Any() && summaries.All(s => !s.HasCriticalValidationErrors) ? 0 : 1;
