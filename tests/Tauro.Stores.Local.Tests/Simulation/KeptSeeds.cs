using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Seeds that once found something, in a file beside this one: they are replayed first, by the tests and by
/// <c>Tauro.Simulation</c>, which adds those that it finds.
/// </summary>
internal static class KeptSeeds
{
    private static readonly string File = Path.Combine(Path.GetDirectoryName(Here())!, "failing-seeds.txt");

    public static IEnumerable<(string Store, int Seed)> Read() =>
        from line in System.IO.File.ReadLines(File)
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(' ')
        select (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));

    public static void Keep(string store, int seed)
    {
        if (!Read().Contains((store, seed))) System.IO.File.AppendAllText(File, $"{store} {seed}\n");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
