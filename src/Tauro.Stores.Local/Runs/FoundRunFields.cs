using System.Diagnostics.CodeAnalysis;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Runs;

/// <summary>The fields of the runs of several experiments, for sorting.</summary>
/// <param name="experiments">The fields of each experiment's runs.</param>
internal sealed class FoundRunFields(RunReader[] experiments) : FieldReader<FoundRun>
{
    public override bool TryGetNumber(FoundRun item, Field field, out double value) =>
        experiments[item.Experiment].TryGetNumber(item.Row, field, out value);

    public override bool TryGetString(FoundRun item, Field field, [NotNullWhen(true)] out string? value) =>
        experiments[item.Experiment].TryGetString(item.Row, field, out value);
}
