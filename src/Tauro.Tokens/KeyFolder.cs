using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Tauro.Stores;

namespace Tauro.Tokens;

/// <summary>
/// The public keys of Tauro's processes, as files that all of them read: <c>{process}.{thumbprint}.pem</c>. What can
/// write there can act as any of them, so only the account that runs them may.
/// </summary>
/// <param name="path">The folder. It is made when a key is published.</param>
/// <param name="time">The clock.</param>
public sealed class KeyFolder(string path, TimeProvider time)
{
    private const string Extension = ".pem";
    private const string Unfinished = ".new";

    private const int ThumbprintLength = 43;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1);
    private volatile IReadOnlyDictionary<string, PublicKey> known = new Dictionary<string, PublicKey>();
    private long? lastRead;

    /// <summary>
    /// Finds a key by its thumbprint; null for none. For an unknown one it reads the folder again, at most once a
    /// second: those who ask in between wait for the next time.
    /// </summary>
    internal async ValueTask<PublicKey?> Find(string? thumbprint)
    {
        if (thumbprint is null) return null;
        if (known.TryGetValue(thumbprint, out var key)) return key;
        var asked = time.GetTimestamp();
        await reading.WaitAsync().ConfigureAwait(false);
        try
        {
            if (lastRead is { } last && last < asked)
            {
                var pause = ReadInterval - time.GetElapsedTime(last);
                if (pause > TimeSpan.Zero) await Task.Delay(pause, time).ConfigureAwait(false);
            }

            if (lastRead is not { } read || read < asked)
            {
                lastRead = time.GetTimestamp();
                known = Read();
            }
        }
        finally
        {
            reading.Release();
        }

        return known.GetValueOrDefault(thumbprint);
    }

    /// <exception cref="SettingException">The folder can't be written.</exception>
    internal void Publish(string process, SigningKey key)
    {
        try
        {
            CreateFolder();
            CheckFolder();
            // Renamed when it is complete: another process may read at any time.
            var file = FileOf(process, key.Thumbprint);
            File.WriteAllText(file + Unfinished, key.PublicPem);
            File.Move(file + Unfinished, file, overwrite: true);
            RemoveOld(process);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                "The folder of keys", path, $"No key can be published there: {e.Message} Make it writable, or give "
                + "this process a key with TAURO_TOKEN_KEY_FILE.");
        }
    }

    internal void Remove(string process, string thumbprint)
    {
        try
        {
            File.Delete(FileOf(process, thumbprint));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its private half was only in memory, so that the file is of no use.
        }
    }

    /// <summary>
    /// Removes the keys of processes that ended without removing theirs: each that runs has a newer one. Keys that an
    /// operator put there have other names.
    /// </summary>
    private void RemoveOld(string process)
    {
        var before = (time.GetUtcNow() - KeptFor).UtcDateTime;
        var pattern = $"{process}.{new string('?', ThumbprintLength)}{Extension}";
        foreach (var file in Directory.EnumerateFiles(path, pattern))
            if (File.GetLastWriteTimeUtc(file) < before) File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(path, $"{pattern}{Unfinished}"))
            if (File.GetLastWriteTimeUtc(file) < before) File.Delete(file);
    }

    /// <exception cref="SettingException">Other accounts could put keys there.</exception>
    private void CheckFolder()
    {
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new SettingException(
                "The folder of keys", path,
                "Other accounts may write there, so they could act as any process. Take that from them: chmod go-w.");
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Dictionary<string, PublicKey> Read()
    {
        var keys = new Dictionary<string, PublicKey>();
        if (!Directory.Exists(path)) return keys;
        foreach (var file in Directory.EnumerateFiles(path, "*" + Extension))
        {
            if (TryRead(file) is { } key) keys[key.Key.KeyId] = key;
        }

        return keys;
    }

    private static PublicKey? TryRead(string file)
    {
        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(File.ReadAllText(file));
            var key = new ECDsaSecurityKey(curve);
            key.KeyId = SigningKey.ThumbprintOf(key);
            return new PublicKey(Path.GetFileName(file).Split('.')[0], key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or CryptographicException)
        {
            return null; // It was removed meanwhile, or is no key; tokens with it are refused.
        }
    }

    private string FileOf(string process, string thumbprint) =>
        Path.Combine(path, $"{process}.{thumbprint}{Extension}");
}
