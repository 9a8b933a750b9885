// One trouble in words.  It comes up slowly and stays until it is over; `act` is what can be done about it, if anything.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: banner

    required property string text
    required property string act
    required property bool dismissable
    property bool over: false
    signal roomWanted
    signal acted
    signal dismissed

    implicitHeight: Math.max(Theme.target, row.implicitHeight + 12)
    radius: Theme.corner
    color: Theme.raised
    border { width: 2; color: Theme.attention }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    NumberAnimation on opacity { from: 0; to: 1; duration: Theme.turn }

    RowLayout {
        id: row

        anchors { fill: parent; leftMargin: 16; rightMargin: banner.act !== "" || banner.dismissable || banner.over ? 6 : 20; topMargin: 4; bottomMargin: 4 }
        spacing: 12

        Glyph { glyphName: "warning"; color: Theme.attention }
        Say { objectName: banner.objectName + ".text"; Layout.fillWidth: true; text: banner.text; wrapMode: Text.Wrap; Accessible.ignored: true }
        Button { objectName: banner.objectName + ".act"; Accessible.name: text + ": " + banner.text; visible: banner.act !== ""; text: banner.act; onClicked: banner.acted() }
        Button { objectName: banner.objectName + ".room"; Accessible.name: text + ": " + banner.text; visible: banner.over; kind: "round"; glyph: "arrow-down"; text: qsTr("ui.banner_room"); onClicked: banner.roomWanted() }
        Button { objectName: banner.objectName + ".dismiss"; Accessible.name: text + ": " + banner.text; visible: banner.dismissable; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: banner.dismissed() }
    }
}
