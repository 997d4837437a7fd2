using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// The reason why a service cannot start until a person fixes something, so that another try would fail as well. It is
/// reported as a line, or one for each invalid setting, and an exit code, not as a stack trace.
/// </summary>
/// <param name="ExitCode">As in sysexits.h; <c>docs/reference/configuration.md</c> lists them.</param>
internal sealed record StartFailure(int ExitCode, string Message)
{
    /// <summary>A file of the data folder is damaged (EX_DATAERR).</summary>
    public const int Damaged = 65;

    /// <summary>Another process uses the data folder (EX_UNAVAILABLE).</summary>
    public const int InUse = 69;

    /// <summary>The disk refused what a command had to write (EX_IOERR).</summary>
    public const int Unavailable = 74;

    /// <summary>A setting has a value that cannot be used (EX_CONFIG).</summary>
    public const int Setting = 78;

    /// <summary>Returns the reason; null for an unexpected exception, which keeps its stack trace.</summary>
    public static StartFailure? From(Exception failure) => failure switch
    {
        StorageCorruptException => OneLine(
            Damaged, $"{failure.Message} For what to do, see \"Damage\" in docs/internals/storage-format.md."),
        StorageLockedException => OneLine(InUse, failure.Message),
        InvalidSettingsException => new(Setting, failure.Message),
        SettingException => OneLine(Setting, failure.Message),
        // The message of .NET's configuration for a file that it cannot read.
        InvalidDataException when failure.InnerException is FormatException =>
            OneLine(Setting, $"{failure.Message} {failure.InnerException.Message}"),
        _ => null,
    };

    private static StartFailure OneLine(int exitCode, string message) =>
        new(exitCode, message.ReplaceLineEndings(" "));
}
