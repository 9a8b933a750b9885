// The booking: a day to touch or to type, an hour, with whom, where; sooner than the gap for a reason.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property Booking booking
    readonly property var errors: booking.form.errors

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: fill()

    function fill() {
        day.text = booking.values.day ?? "";
        time.text = booking.values.time ?? "";
        reason.text = booking.values.reason ?? "";
    }

    Connections {
        target: part.booking

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Repeater {
                model: part.booking.days

                Button {
                    required property var modelData

                    objectName: "book.day." + modelData.key
                    kind: "chip"
                    height: Theme.target
                    text: modelData.text
                    chosen: part.booking.chosen.day === modelData.key
                    onClicked: part.booking.pick("day", modelData.key)
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Field { id: day; objectName: "book.day"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("desk.book_day"); hint: qsTr("desk.book_day_hint"); error: part.errors.day ?? ""; onEdited: text => part.booking.type("day", text) }
            Field { id: time; objectName: "book.time"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("desk.book_time"); hint: qsTr("desk.book_time_hint"); error: part.errors.time ?? ""; onEdited: text => part.booking.type("time", text) }
        }

        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("desk.book_zone").arg(part.booking.zone) }
        ChoiceLine { objectName: "book.form"; Layout.fillWidth: true; label: qsTr("desk.form"); options: part.booking.forms; current: part.booking.chosen.form ?? ""; error: part.errors.form ?? ""; onPicked: key => part.booking.type("form", key) }
        ChoiceLine { objectName: "book.place"; Layout.fillWidth: true; label: qsTr("desk.place"); options: part.booking.places; current: part.booking.chosen.place ?? ""; error: part.errors.place ?? ""; onPicked: key => part.booking.type("place", key) }
        ChoiceLine { objectName: "book.held_by"; Layout.fillWidth: true; label: qsTr("desk.held_by"); options: part.booking.holders; current: part.booking.chosen.held_by ?? ""; onPicked: key => part.booking.type("held_by", key) }
        FieldError { objectName: "book.soon"; Layout.fillWidth: true; text: part.booking.soon }
        Field { id: reason; objectName: "book.reason"; visible: part.booking.soon !== "" || part.booking.is_booked; Layout.fillWidth: true; label: part.booking.soon !== "" ? qsTr("desk.reason") : qsTr("desk.call_off_why"); error: part.errors.reason ?? ""; onEdited: text => part.booking.type("reason", text) }

        Flow {
            visible: part.booking.soon !== ""
            Layout.fillWidth: true
            spacing: Theme.near

            Repeater {
                model: part.booking.reasons

                Button { required property string modelData; required property int index; objectName: "book.reason." + index; kind: "chip"; height: Theme.target; text: modelData; onClicked: part.booking.pick("reason", modelData) }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "book.do"; height: Theme.primary; kind: "primary"; glyph: "calendar"; text: part.booking.is_booked ? qsTr("desk.rebook") : qsTr("desk.book"); onClicked: part.booking.book() }
            Button { objectName: "book.off"; visible: part.booking.is_booked; height: Theme.primary; glyph: "close"; text: qsTr("desk.call_off"); onClicked: part.booking.call_off(reason.text) }
        }

        FieldError { objectName: "book.general"; Layout.fillWidth: true; text: part.booking.form.general }
    }
}
