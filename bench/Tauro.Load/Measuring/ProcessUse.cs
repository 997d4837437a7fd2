namespace Tauro.Load.Measuring;

/// <summary>What processes use together.</summary>
/// <param name="RssMiB">Pages that several share count for each.</param>
/// <param name="PssMiB">Pages that several share are shared out.</param>
public sealed record ProcessUse(int Processes, double CpuSeconds, double RssMiB, double? PssMiB);
