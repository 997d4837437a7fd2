using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Evaluation;

/// <summary>The fields of an evaluation dataset, for search.</summary>
internal sealed class EvaluationFields : FieldReader<EvaluationDataset>
{
    public override bool TryGetNumber(EvaluationDataset item, Field field, out double value)
    {
        value = 0;
        if (field.Kind != FieldKind.Attribute) return false;
        switch (field.Key)
        {
            case "created_time": value = item.CreatedTime; return true;
            case "last_update_time": value = item.LastUpdateTime; return true;
            default: return false;
        }
    }

    public override bool TryGetString(EvaluationDataset item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Kind switch
        {
            FieldKind.Tag => item.Tags.GetValueOrDefault(field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "name" => item.Name,
                "dataset_id" => item.DatasetId,
                "created_by" => item.CreatedBy,
                "last_updated_by" => item.LastUpdatedBy,
                _ => null,
            },
            _ => null,
        };
        return value is not null;
    }
}
