pragma Singleton
// What of the window the on-screen keyboard covers, for those who keep clear of it; and the call for it when it was put away.
import QtQuick

QtObject {
    property real covered: 0 // pixels at the bottom of the window
    property bool away: false // put away, and to be called back
    signal called
}
