namespace Tauro.Stores;

/// <summary>
/// Checks what is in the opened stores before the host starts, so that a setting that does not fit it ends the start.
/// </summary>
public sealed class StoreCheck(Func<CancellationToken, Task> run)
{
    /// <exception cref="SettingException">A setting does not fit what is in the store.</exception>
    public Task Run(CancellationToken cancel = default) => run(cancel);
}
