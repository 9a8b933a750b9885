pragma Singleton
// What of the window the on-screen keyboard covers, for those who keep clear of it; the call for it when it was put away; and the sheets.
import QtQuick

QtObject {
    property real covered: 0 // pixels at the bottom of the window
    property bool away: false // put away, and to be called back
    signal called
    property list<Item> sheets // that are open, the uppermost last: Tab stays within that
}
