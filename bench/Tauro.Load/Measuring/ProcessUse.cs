namespace Tauro.Load.Measuring;

/// <summary>The total resource use of several processes.</summary>
/// <param name="RssMiB">Resident memory; shared pages count once per process.</param>
/// <param name="PssMiB">Resident memory; shared pages are divided among the processes.</param>
public sealed record ProcessUse(int Processes, double CpuSeconds, double RssMiB, double? PssMiB);
