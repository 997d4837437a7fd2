namespace Tauro.Contracts.Evaluation;

/// <summary>
/// The type of each member that records had, by the first that had it: <c>string</c>, <c>integer</c>, <c>float</c>,
/// <c>boolean</c>, <c>array</c> or <c>object</c>.
/// </summary>
public sealed record RecordSchema(
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Expectations);
