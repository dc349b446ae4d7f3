using CompiledNets.Benchmarks;
using CompiledNets.Kernels;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"{problem.Message} Usage: {Options.Usage}");
    return 2;
}

if (options.List)
{
    Console.WriteLine(string.Join('\n', Workloads.WithLimits.Select(workload => workload.Name)));
    return 0;
}

WorkPool.Threads = options.Threads;
if (options.CheckFolder is { } models)
{
    return Check.Compare(models, options.Only) == 0 ? 0 : 1;
}

if (options.Serve)
{
    Server.Run(Console.In, Console.Out, options.Threads);
    return 0;
}

foreach (Workload workload in options.Only.Count == 0 ? Workloads.All : Workloads.WithLimits.Where(workload => options.Only.Contains(workload.Name)))
{
    QuietTiming measured = QuietTiming.Measure(workload.Prepare(), options.Seconds);
    Console.WriteLine(Answer.Of(workload, options.Threads, measured.Timing, measured.Placement));
}

return 0;
