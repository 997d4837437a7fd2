namespace Tauro.Contracts.Runs;

/// <summary>What a run read and what it made.</summary>
public sealed record RunInputs
{
    /// <summary>Datasets it read, each once.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; init; } = [];

    /// <summary>Ids of the logged models it read, each once.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Logged models it made, each once.</summary>
    public IReadOnlyList<ModelOutput> Outputs { get; init; } = [];
}
