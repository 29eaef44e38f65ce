namespace DataHound.Bench.FieldService.Generation;

/// <summary>Spreads an exact total over a number of takers: few have many, many have few, and the last takes what is left.</summary>
internal sealed class Quota(int total, int takers)
{
    private const int MostAtOnce = 60;

    private int _left = total;
    private int _takersLeft = takers;

    /// <summary>How many the next taker gets (a geometric draw around what is left for each).</summary>
    public int Take(Chance chance)
    {
        if (--_takersLeft <= 0)
            return Claim(_left);
        var mean = _left / (double)(_takersLeft + 1);
        if (mean <= 0)
            return 0;
        var draw = Math.Log(1 - chance.Fraction()) / Math.Log(mean / (1 + mean));
        return Claim(Math.Min((int)Math.Min(draw, MostAtOnce), _left));
    }

    /// <summary>Whether the next of the takers, each of whom gets one or none, gets one.</summary>
    public bool TakeOne(Chance chance)
    {
        var wins = chance.Fraction() * _takersLeft < _left;
        _takersLeft--;
        if (wins)
            _left--;
        return wins;
    }

    private int Claim(int count)
    {
        _left -= count;
        return count;
    }
}
