namespace LocalHost.Engine.Storage;

/// <summary>How a turn ended, for the next one to go on from.</summary>
/// <param name="After">The key after which the next turn begins.</param>
/// <param name="MayBeMore">Whether more may wait than was claimed.</param>
internal sealed record TurnTaken(string After, bool MayBeMore);
