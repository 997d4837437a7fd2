namespace Tauro.Stores.Local.Journals;

/// <summary>What an operation in a frame does. The numbers are in files: never change one.</summary>
internal enum OpKind : byte
{
    Put = 1,
    Remove = 2,
    Patch = 3,
    Points = 4,
    Event = 5,
}
