using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// The fields of an experiment, for search. Its id is compared as a string but sorted as a number.
/// </summary>
internal sealed class ExperimentFields : FieldReader<Experiment>
{
    public override bool TryGetNumber(Experiment item, Field field, out double value)
    {
        value = 0;
        if (field.Kind != FieldKind.Attribute) return false;
        switch (field.Key)
        {
            case "creation_time": value = item.CreationTime; return true;
            case "last_update_time": value = item.LastUpdateTime; return true;
            case "experiment_id": value = long.Parse(item.ExperimentId, CultureInfo.InvariantCulture); return true;
            default: return false;
        }
    }

    public override bool TryGetString(Experiment item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Kind switch
        {
            FieldKind.Tag => item.Tags.GetValueOrDefault(field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "name" => item.Name,
                "experiment_id" => item.ExperimentId,
                _ => null,
            },
            _ => null,
        };
        return value is not null;
    }
}
