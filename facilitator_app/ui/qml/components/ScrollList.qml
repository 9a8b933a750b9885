// A list of rows that scrolls and stays within its bounds; makes no row that is out of view: those are made by and by, and Qt
// complains of the half-made ones when the list goes meanwhile.
import QtQuick

ListView {
    id: list

    clip: true
    spacing: 8
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 0

    ScrollMark { page: list }
}
