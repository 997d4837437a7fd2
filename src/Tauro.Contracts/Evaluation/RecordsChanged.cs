namespace Tauro.Contracts.Evaluation;

/// <summary>How many records a change made and merged; one that came twice counts as both.</summary>
public readonly record struct RecordsChanged(int Inserted, int Updated);
