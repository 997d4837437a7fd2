using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// Why a service does not start, when a further try would end in the same way: what a person has to mend is one line
/// and an exit code of its own, not a stack.
/// </summary>
/// <param name="ExitCode">Of sysexits.h; <c>docs/reference/configuration.md</c> lists them.</param>
internal sealed record StartRefusal(int ExitCode, string Message)
{
    /// <summary>A file of the data folder does not hold what was written to it (EX_DATAERR).</summary>
    public const int Damaged = 65;

    /// <summary>Another process writes to the data folder (EX_UNAVAILABLE).</summary>
    public const int Held = 69;

    /// <summary>A setting has a value that cannot be used (EX_CONFIG).</summary>
    public const int Setting = 78;

    /// <summary>Null for what no person foresaw; that keeps its stack.</summary>
    public static StartRefusal? Of(Exception failure) => failure switch
    {
        StorageCorruptException => new(
            Damaged, $"{failure.Message} What may be done: docs/internals/storage-format.md, \"Damage\"."),
        StorageLockedException => new(Held, failure.Message),
        SettingException => new(Setting, failure.Message),
        OptionsValidationException invalid => new(Setting, string.Join(" ", invalid.Failures)),
        AggregateException many when many.InnerExceptions.All(e => e is OptionsValidationException) =>
            new(Setting, string.Join(" ", many.InnerExceptions.Select(e => Of(e)!.Message))),
        // The configuration's own words for a file and for a value that it cannot read.
        InvalidDataException when failure.InnerException is FormatException =>
            new(Setting, $"{failure.Message} {failure.InnerException.Message}"),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            new(Setting, $"{failure.Message} docs/reference/configuration.md tells what it can be."),
        _ => null,
    };
}
