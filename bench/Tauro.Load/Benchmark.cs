using Tauro.Load.Measuring;
using Tauro.Load.Reporting;
using Tauro.Load.Scenarios;

namespace Tauro.Load;

/// <summary>Runs the selected scenarios one after another, with each number of clients.</summary>
public static class Benchmark
{
    /// <returns>0 if nothing failed, otherwise 1.</returns>
    public static async Task<int> Run(MlflowServer server, LoadOptions options)
    {
        var machine = Machine.This();
        Console.WriteLine($"{options.Label} {options.Url} on {machine}");
        Console.WriteLine(Table.Heading);
        var rows = new List<Row>();
        var bed = new TestBed(server, options, 1);
        foreach (var scenario in Catalog.Select(options))
        {
            foreach (var clients in scenario.Once ? [1] : options.Clients)
            {
                var row = await Measure(scenario, bed with { Clients = clients });
                Console.WriteLine(Table.Line(row));
                rows.Add(row);
            }
        }

        if (rows.Count == 0) Console.Error.WriteLine("No scenario matches --only; --list prints their names.");
        if (options.Out is { } file)
        {
            new Result(
                options.Label, options.Url, DateTimeOffset.UtcNow, machine, options.Duration.TotalSeconds, rows)
                .Write(file);
        }

        return rows.Count > 0 && rows.All(IsFine) ? 0 : 1;
    }

    public static async Task<Row> Measure(Scenario scenario, TestBed bed)
    {
        try
        {
            var step = await scenario.Prepare(bed);
            var loop = new Loop(step, bed.Clients);
            if (step.Times is null) await loop.WarmUp();
            await using var meter = new ProcessMeter(bed.Options.Pid);
            await Repeat(loop, step, bed.Options);
            var (use, cpu) = meter.Read();
            var row = Row.From(scenario, step, bed.Clients, loop) with
            {
                Rate = step.Times is null ? bed.Options.Rate : null,
                ClientCpuPercent = meter.ClientCpuPercent, ServerCpuPercent = cpu,
                ServerPeakRssMiB = meter.PeakRssMiB, ServerPssMiB = use?.PssMiB,
            };
            return bed.Options.Check && step.Stored is { } stored
                ? row with { Acknowledged = (long)(loop.Sent * step.Units), Stored = await stored() }
                : row;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException or IOException
            or TaskCanceledException)
        {
            return new Row(scenario.Name, bed.Clients) { Skipped = e.Message };
        }
    }

    private static Task Repeat(Loop loop, Step step, LoadOptions options) => (step.Times, options.Rate) switch
    {
        ({ } times, _) => loop.RunClosed(TimeSpan.MaxValue, times),
        (_, { } rate) => loop.RunOpen(options.Duration, rate),
        _ => loop.RunClosed(options.Duration),
    };

    // A request that failed may have been stored or not, so the counts are compared only if nothing failed.
    private static bool IsFine(Row row) =>
        row is { Skipped: null, Errors: 0 } && (row.Stored is null || row.Stored == row.Acknowledged);
}
