using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>
/// The metrics that processes can have: those on their pages, and those of their instruments, as most counters of
/// failures appear on the page only when something has failed.
/// </summary>
internal sealed partial class Instruments
{
    private static readonly Dictionary<string, string> Units = new() { ["s"] = "_seconds", ["By"] = "_bytes" };

    private static readonly string[] Parts = ["_bucket", "_sum", "_count"];

    private readonly HashSet<string> names;

    private Instruments(HashSet<string> names) => this.names = names;

    /// <param name="run">Runs the processes, in this one, and returns the pages of their metrics.</param>
    public static async Task<Instruments> Collect(Func<Task<IReadOnlyList<string>>> run)
    {
        var published = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (published) published.UnionWith(NamesOf(instrument));
            },
        };
        listener.Start();
        var pages = await run();
        var served = pages.SelectMany(page => SampleName().Matches(page)).Select(match => match.Value).ToHashSet();

        // The names of instruments are translated correctly if all that were used are among them.
        lock (published)
        {
            Assert.Empty(served.Where(IsOurs).Except(published));
            return new Instruments([.. published.Where(IsOurs), .. served]);
        }
    }

    public bool Has(string name) => names.Contains(name);

    private static bool IsOurs(string name) => name.StartsWith("tauro_", StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + Units.GetValueOrDefault(instrument.Unit ?? "", "");
        var kind = instrument.GetType().Name;
        if (kind.StartsWith("Histogram", StringComparison.Ordinal)) return Parts.Select(part => name + part);
        return kind.StartsWith("Counter", StringComparison.Ordinal)
            || kind.StartsWith("ObservableCounter", StringComparison.Ordinal)
                ? [$"{name}_total"]
                : [name];
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*", RegexOptions.Multiline)]
    private static partial Regex SampleName();
}
