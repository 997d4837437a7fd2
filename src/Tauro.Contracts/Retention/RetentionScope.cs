using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Retention;

/// <summary>
/// The experiments or models that a retention policy applies to: those that all given members match; all by default.
/// </summary>
/// <param name="Name">The name of an experiment or model, or a glob: <c>fraud*</c>; <c>?</c> is one character.</param>
/// <param name="ExperimentId">One experiment, which a rename does not change. In Tracking only.</param>
public sealed record RetentionScope(string? Name = null, ExperimentId? ExperimentId = null);
