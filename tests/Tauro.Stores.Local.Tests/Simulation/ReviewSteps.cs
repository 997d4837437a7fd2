using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Draws random operations on the issues, label schemas, review queues and evaluation datasets of a tracking store.
/// </summary>
internal sealed class ReviewSteps(TrackingSession store, Random random)
{
    private const int InputsMax = 9;

    private TrackingReviews Reviews => store.Reviews;

    public Task Next() => random.Next(6) switch
    {
        0 => Issue(),
        1 => Schema(),
        2 => Trace(),
        3 or 4 => Queue(),
        _ => Dataset(),
    };

    private Task Issue() => Find("issue").Where(issue => issue[2] == "Pending").ToList() is { Count: > 0 } pending
        && random.Next(2) == 0
            ? Reviews.ResolveIssue(Pick(pending)[1])
            : Reviews.CreateIssue(Unique());

    private Task Schema() => Find("schema") is { Count: > 0 } schemas && random.Next(2) == 0
        ? Reviews.DeleteSchema(Pick(schemas)[1])
        : Reviews.CreateSchema(Unique());

    private Task Trace() => Find("trace") is { Count: > 0 } traces && random.Next(3) == 0
        ? Reviews.DeleteTrace(Pick(traces)[1])
        : Reviews.StartTrace($"tr-{Unique()}");

    private Task Queue()
    {
        if (Find("queue") is not { Count: > 0 } queues || random.Next(5) == 0) return Reviews.CreateQueue(Unique());
        var queue = Pick(queues)[1];
        if (random.Next(4) == 0) return Reviews.DeleteQueue(queue);
        var items = Find("item").Where(item => item[1] == queue).ToList();
        if (items.Where(item => item[3] == "Pending").ToList() is { Count: > 0 } pending && random.Next(2) == 0)
            return Reviews.Complete(queue, Pick(pending)[2]);
        var others = Find("trace").Where(trace => items.All(item => item[2] != trace[1])).ToList();
        return others.Count > 0 ? Reviews.AddItem(queue, Pick(others)[1]) : Trace();
    }

    private Task Dataset()
    {
        if (Find("dataset") is not { Count: > 0 } datasets || random.Next(4) == 0)
            return Reviews.CreateDataset(Unique());
        var dataset = Pick(datasets)[1];
        return random.Next(3) == 0
            ? Reviews.DeleteDataset(dataset)
            : Reviews.AddRecords(dataset, random.Next(InputsMax), random.Next(InputsMax));
    }

    /// <summary>Returns the words of the lines of one kind.</summary>
    private List<string[]> Find(string kind) =>
    [
        .. store.Model.Reviews.Where(line => line.StartsWith($"{kind} ", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(line => line.Split(' ')),
    ];

    private string Unique() => $"{random.NextInt64():x}";

    private string[] Pick(List<string[]> lines) => lines[random.Next(lines.Count)];
}
