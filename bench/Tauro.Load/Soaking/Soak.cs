using Tauro.Load.Measuring;
using Tauro.Load.Reporting;
using Tauro.Load.Scenarios;

namespace Tauro.Load.Soaking;

/// <summary>
/// Mixed load, or one scenario, for a long time, measured each minute. Memory should not grow, and no minute should be
/// much slower than the others.
/// </summary>
public static class Soak
{
    private const double DefaultRate = 200;
    private static readonly TimeSpan MinuteLength = TimeSpan.FromMinutes(1);

    /// <returns>0 if the verdict is flat, otherwise 1.</returns>
    public static async Task<int> Run(MlflowServer server, LoadOptions options)
    {
        // An open loop: a closed one would send fewer requests to a server that has become slow, and hide it.
        var rate = options.Rate ?? DefaultRate;
        Console.WriteLine($"{options.Label} {options.Url} on {Machine.This()}");
        var scenario = options.Only.Count == 0 ? MixedScenario.Scenario() : Catalog.Select(options).First();
        Console.WriteLine(
            $"{scenario.Name}, {rate} requests per second, {options.SoakDuration.TotalMinutes:0.#} minutes");
        Console.WriteLine(Minute.Heading);
        var clients = options.Clients.Max();
        var step = await scenario.Prepare(new TestBed(server, options, clients));
        var loop = new Loop(step, clients);
        await loop.WarmUp();
        var before = options.Metrics is { } metrics ? await StoreTimes.Read(metrics) : null;

        var (minutes, all) = (new List<Minute>(), new Latencies());
        var running = loop.RunOpen(options.SoakDuration, rate);
        long errors = 0;
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(MinuteLength));
            var latencies = loop.Latencies;
            loop.Latencies = new Latencies();
            var now = loop.Errors;
            var use = options.Pid is { } pid ? ProcessTree.Read(pid, withPss: true) : null;
            if (latencies.Count == 0) continue;
            minutes.Add(Minute.From(minutes.Count + 1, latencies, now - errors, use));
            all.Add(latencies);
            errors = now;
            Console.WriteLine(minutes[^1]);
        }

        await running;
        var verdict = new Verdict(minutes, all);
        Console.WriteLine(verdict);
        if (before is not null) Console.WriteLine((await StoreTimes.Read(options.Metrics!)).Since(before));
        return verdict.IsFine ? 0 : 1;
    }
}
