using Microsoft.Extensions.Options;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// The reason why a service cannot start until a person fixes something, so that another try would fail as well. It is
/// reported as one line and an exit code, not as a stack trace.
/// </summary>
/// <param name="ExitCode">As in sysexits.h; <c>docs/reference/configuration.md</c> lists them.</param>
internal sealed record StartFailure(int ExitCode, string Message)
{
    /// <summary>A file of the data folder is damaged (EX_DATAERR).</summary>
    public const int Damaged = 65;

    /// <summary>Another process uses the data folder (EX_UNAVAILABLE).</summary>
    public const int InUse = 69;

    /// <summary>A setting has a value that cannot be used (EX_CONFIG).</summary>
    public const int Setting = 78;

    /// <summary>Returns the reason; null for an unexpected exception, which keeps its stack trace.</summary>
    public static StartFailure? From(Exception failure) => failure switch
    {
        StorageCorruptException => new(
            Damaged, $"{failure.Message} For what to do, see \"Damage\" in docs/internals/storage-format.md."),
        StorageLockedException => new(InUse, failure.Message),
        SettingException => new(Setting, failure.Message),
        OptionsValidationException invalid => new(Setting, string.Join(" ", invalid.Failures)),
        AggregateException many when many.InnerExceptions.All(e => e is OptionsValidationException) =>
            new(Setting, string.Join(" ", many.InnerExceptions.Select(e => From(e)!.Message))),
        // The messages of .NET's configuration for a file and for a value that it cannot read.
        InvalidDataException when failure.InnerException is FormatException =>
            new(Setting, $"{failure.Message} {failure.InnerException.Message}"),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            new(Setting, $"{failure.Message} docs/reference/configuration.md lists the allowed values."),
        _ => null,
    };
}
