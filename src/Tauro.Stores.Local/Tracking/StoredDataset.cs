using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tracking;

/// <summary>A dataset of an experiment; runs refer to it by name and digest.</summary>
internal sealed record StoredDataset(string ExperimentId, Dataset Dataset)
{
    /// <summary>Names hold no line breaks, so no two datasets share a key.</summary>
    public static string KeyOf(string experimentId, string name, string digest) => $"{experimentId}\n{name}\n{digest}";
}
