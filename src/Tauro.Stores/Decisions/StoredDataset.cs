using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>A dataset of an experiment; runs refer to it by name and digest.</summary>
public sealed record StoredDataset(ExperimentId ExperimentId, Dataset Dataset)
{
    [JsonIgnore]
    public string Key => KeyOf(ExperimentId, Dataset.Name, Dataset.Digest);

    /// <summary>Returns the key of a dataset. Names contain no line breaks, so no two datasets share a key.</summary>
    public static string KeyOf(ExperimentId experimentId, string name, string digest) =>
        $"{experimentId}\n{name}\n{digest}";
}
