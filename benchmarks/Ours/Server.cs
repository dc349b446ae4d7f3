using System.Globalization;

namespace CompiledNets.Benchmarks;

/// <summary>Times what it is asked to, so that rounds of several peers can be interleaved without starting any of them again: reads
/// lines <c>WORKLOAD SECONDS</c>, and answers each with a line of JSON. The caller looks at the placement.</summary>
internal static class Server
{
    public static void Run(TextReader requests, TextWriter answers, int threads)
    {
        var prepared = new Dictionary<string, Action>();
        while (requests.ReadLine() is { } request)
        {
            string[] words = request.Split(' ');
            Workload workload = Workloads.WithLimits.Single(candidate => candidate.Name == words[0]);
            if (!prepared.TryGetValue(workload.Name, out Action? run))
            {
                run = prepared[workload.Name] = workload.Prepare();
                Timing.WarmUp(run);
            }

            // The caches are the previous peer's.
            run();
            Timing timing = Timing.Measure(run, double.Parse(words[1], CultureInfo.InvariantCulture));
            answers.WriteLine(Answer.Of(workload, threads, timing, placement: null));
            answers.Flush();
        }
    }
}
